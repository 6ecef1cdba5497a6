package dev.carryover.experiments.console;

import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** A plain line now and then, for logs and pipes. */
public final class LineProgress implements Observer {
  private static final int LINES_A_RUN = 4;

  private final PrintWriter out;
  private int epochs;
  private long imagesAnEpoch;
  private long begun;
  private int doneBefore;

  /**
   * @param out where the lines go
   */
  public LineProgress(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void started(StageRef stage, int examples) {
    epochs = stage.stage().recipe().epochs();
    int replicas = stage.experiment().replicas();
    imagesAnEpoch = (long) replicas * examples;
    begun = System.nanoTime();
    doneBefore = 0;
    out.printf(
        Locale.ROOT,
        "%s: %d epochs of %,d images, %s%n",
        stage,
        epochs,
        examples,
        Progress.replicas(replicas));
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    doneBefore = epochsDone;
    out.printf(Locale.ROOT, "%s: goes on after epoch %d%n", stage, epochsDone);
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (epochsDone % Math.ceilDiv(epochs, LINES_A_RUN) == 0 || epochsDone == epochs) {
      out.printf(
          Locale.ROOT,
          "%s: epoch %d of %d, loss %.4f, %,.0f images/s, %s left%n",
          stage,
          epochsDone,
          epochs,
          Progress.mean(losses),
          (epochsDone - doneBefore) * imagesAnEpoch / seconds,
          left((epochs - epochsDone) * seconds / (epochsDone - doneBefore)));
    }
  }

  private static String left(double seconds) {
    long whole = Math.round(seconds);
    return "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    out.printf(Locale.ROOT, "%s: trained in %.1f s%n", stage, trainingSeconds);
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    out.printf(
        Locale.ROOT,
        "%s: %s chosen of %d candidates in %.1f s%n",
        stage,
        Progress.numbers(outcome.candidates().get(outcome.chosen()).recipe()),
        outcome.candidates().size(),
        trainingSeconds);
  }
}
