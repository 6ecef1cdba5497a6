package dev.carryover.experiments.record;

import dev.carryover.experiments.protocol.Observer;
import java.util.ArrayList;
import java.util.List;

/** How long each run took, in the order in which they ended. */
public final class Phases implements Observer {
  private final List<Phase> phases = new ArrayList<>();
  private long begun;
  private int replicas;
  private int epochs;
  private long imagesAnEpoch;

  /**
   * One run's time.
   *
   * @param protocol its key
   * @param run its key
   * @param replicas R
   * @param epochs as many as were trained
   * @param images how many were trained on, all replicas and epochs together
   * @param trainingSeconds what the epochs took
   * @param evaluationSeconds what the records between them took
   */
  public record Phase(
      String protocol,
      String run,
      int replicas,
      int epochs,
      long images,
      double trainingSeconds,
      double evaluationSeconds) {}

  /** Those that have ended. */
  public List<Phase> ended() {
    return List.copyOf(phases);
  }

  @Override
  public void started(Stage stage, int total, int networks, int examples) {
    begun = System.nanoTime();
    replicas = networks;
    epochs = 0;
    imagesAnEpoch = (long) networks * examples;
  }

  @Override
  public void epochDone(Stage stage, int epochsDone, List<Double> losses) {
    epochs = epochsDone;
  }

  @Override
  public void finished(Stage stage, double trainingSeconds) {
    double total = (System.nanoTime() - begun) / 1e9;
    phases.add(
        new Phase(
            stage.protocol().key(),
            stage.run().key(),
            replicas,
            epochs,
            epochs * imagesAnEpoch,
            trainingSeconds,
            Math.max(0, total - trainingSeconds)));
  }
}
