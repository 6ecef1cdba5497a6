package dev.carryover.experiments.record;

import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/** How long each stage and each search took, in the order in which they ended. */
public final class Phases implements Observer {
  private final List<Phase> phases;
  private final int together;
  private long begun;
  private int epochs;
  private long imagesAnEpoch;
  private double training;
  private double trainedEarlier;

  /**
   * One stage's time.
   *
   * @param protocol its experiment's key
   * @param run its key, or that of its search
   * @param replicas R
   * @param epochs as many as were trained
   * @param images how many were trained on, all replicas and epochs together
   * @param trainingSeconds what the epochs took; of experiments that are trained together, each
   *     one's share
   * @param evaluationSeconds what all measuring took, in the process that ended the stage; likewise
   */
  public record Phase(
      String protocol,
      String run,
      int replicas,
      int epochs,
      long images,
      double trainingSeconds,
      double evaluationSeconds) {}

  /**
   * @param before those that ended earlier
   * @param together how many experiments are run together and share the time
   */
  public Phases(List<Phase> before, int together) {
    this.together = together;
    this.phases = new ArrayList<>(before);
  }

  /** Those that have ended. */
  public List<Phase> ended() {
    return List.copyOf(phases);
  }

  @Override
  public void started(StageRef stage, int examples) {
    begun = System.nanoTime();
    epochs = 0;
    trainedEarlier = 0;
    imagesAnEpoch = (long) stage.experiment().replicas() * examples;
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    epochs = epochsDone;
    trainedEarlier = trainingSeconds;
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    epochs = epochsDone;
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    training = trainingSeconds;
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    if (stage.stage().weights().isPresent()) {
      return; // nothing was trained
    }
    end(stage);
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    training = trainingSeconds;
    end(stage.search().orElseThrow());
  }

  private void end(StageRef stage) {
    double total = (System.nanoTime() - begun) / 1e9 / together;
    phases.add(
        new Phase(
            stage.experiment().key(),
            stage.stage().key(),
            stage.experiment().replicas(),
            epochs,
            epochs * imagesAnEpoch,
            training,
            Math.max(0, total - (training - trainedEarlier))));
  }
}
