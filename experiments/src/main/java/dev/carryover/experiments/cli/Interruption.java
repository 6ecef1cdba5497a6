package dev.carryover.experiments.cli;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.Observer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: training ends after the epoch that is being computed, and whatever was recorded stays. A
 * shutdown hook asks for the end and waits for it; the process then ends with the signal's status.
 */
final class Interruption {
  /** An epoch that takes longer is not waited for; every file is whole at any time. */
  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean asked;

  /** Training was interrupted. */
  static final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException(String message) {
      super(message);
    }
  }

  /** From here on the end of the process is heard of. */
  void listen(PrintStream err) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(err), "interruption"));
  }

  private void end(PrintStream err) {
    if (over.getCount() == 0) {
      return;
    }
    ask();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        err.println("interrupted within an epoch; what was recorded is kept");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks training to end. */
  void ask() {
    asked = true;
  }

  /** The command has ended by itself or because it was asked to. */
  void over() {
    over.countDown();
  }

  /**
   * What ends training when it is asked to: its {@code epochDone} throws an {@link
   * InterruptedRunException}.
   *
   * @param run the folder that keeps what was recorded
   */
  Observer during(Path run) {
    return new Observer() {
      @Override
      public void started(Stage stage, int epochs, int replicas, int examples) {}

      @Override
      public void epochDone(Stage stage, int epochsDone, List<Double> losses) {
        if (asked) {
          throw new InterruptedRunException(
              "interrupted in %s after epoch %d; what was recorded is kept: ./carryover report %s"
                  .formatted(stage, epochsDone, run));
        }
      }

      @Override
      public void recorded(
          Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {}

      @Override
      public void finished(Stage stage, double trainingSeconds) {}
    };
  }
}
