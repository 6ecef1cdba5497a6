package dev.carryover.experiments.cli;

import dev.carryover.experiments.run.StageRef;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Ctrl-C: the process ends within a second, whatever it is doing. A shutdown hook asks training to
 * end after the epoch that is being computed; if that takes longer than a moment, as it does while
 * data is loaded, a program is compiled or an epoch is long, it runs the command's last words and
 * lets the process end in mid-work. Every file is whole at any time.
 */
final class Interruption {
  /** How long an orderly end is waited for, and then how long last words may take. */
  private static final Duration ORDERLY = Duration.ofMillis(400);

  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<Optional<Supplier<String>>> lastWords =
      new AtomicReference<>(Optional.empty());
  private volatile boolean asked;

  /** Training was interrupted. */
  static final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException(String message) {
      super(message);
    }
  }

  /** What was registered as last words is so no longer once this is closed. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** From here on the end of the process is heard of. */
  void listen(PrintStream err) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> end(err, ORDERLY, LAST_WORDS), "interruption"));
  }

  /**
   * Sets what is done if the process is told to end and the command does not come to an end of its
   * own; it replaces what was set before.
   *
   * @param words writes what is to be kept and returns a line that says so. It runs on another
   *     thread while the command still runs, so it may use only what is safe to use so, and it has
   *     a fraction of a second
   */
  Registration beforeTheEnd(Supplier<String> words) {
    Optional<Supplier<String>> registered = Optional.of(words);
    lastWords.set(registered);
    return () -> lastWords.compareAndSet(registered, Optional.empty());
  }

  /**
   * Asks the command to end, waits a moment for it, and otherwise says its last words for it.
   * Returns within the sum of both durations.
   */
  void end(PrintStream err, Duration orderly, Duration words) {
    if (over.getCount() == 0) {
      return;
    }
    ask();
    try {
      if (!over.await(orderly.toMillis(), TimeUnit.MILLISECONDS)) {
        err.println(said(words));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * On a thread of their own, since they may wait for what never comes, for example a full pipe.
   */
  private String said(Duration patience) throws InterruptedException {
    AtomicReference<String> line = new AtomicReference<>("interrupted");
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("last words")
            .start(() -> lastWords.get().ifPresent(words -> line.set(words.get())));
    thread.join(patience);
    return line.get();
  }

  /** Whether training is to end. */
  boolean isAsked() {
    return asked;
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
   * Ends training when it is asked to.
   *
   * @param run the folder from which it goes on
   * @param stage what is being trained
   * @throws InterruptedRunException if it is
   */
  void check(Path run, StageRef stage) {
    if (asked) {
      throw new InterruptedRunException("interrupted in %s; %s".formatted(stage, goesOn(run)));
    }
  }

  /**
   * Goes on, unless the command is to end.
   *
   * @throws InterruptedRunException if it is
   */
  void requireNone(Path run) {
    if (asked) {
      throw new InterruptedRunException("interrupted; " + goesOn(run));
    }
  }

  /** The line that says how a run is gone on with. */
  static String goesOn(Path run) {
    return "./carryover resume %s goes on".formatted(run);
  }
}
