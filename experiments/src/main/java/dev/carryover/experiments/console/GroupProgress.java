package dev.carryover.experiments.console;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.List;

/**
 * Shows how far a group of experiments is by one of them, as if it had the replicas of all: they
 * are trained in lockstep.
 */
public final class GroupProgress implements Observer {
  private final int experiments;
  private final Observer shown;

  /**
   * @param group the experiments that are trained together
   * @param shown shows one's progress
   */
  public GroupProgress(List<Experiment> group, Observer shown) {
    this.experiments = group.size();
    this.shown = shown;
  }

  private StageRef all(StageRef one) {
    int replicas = Math.multiplyExact(one.experiment().replicas(), experiments);
    return new StageRef(one.experiment().withReplicas(replicas), one.stage());
  }

  @Override
  public void started(StageRef stage, int examples) {
    shown.started(all(stage), examples);
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    shown.resumed(stage, epochsDone, trainingSeconds);
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    shown.epochDone(stage, epochsDone, losses);
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    shown.trained(stage, network, parameters, experiments * trainingSeconds);
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    shown.searched(stage, outcome, experiments * trainingSeconds);
  }

  @Override
  public void abandoned(StageRef stage) {
    shown.abandoned(stage);
  }
}
