package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.List;
import java.util.Map;

/**
 * {@code history.csv}: one figure a line, as {@code protocol,run,replica,epoch,metric,value}, where
 * protocol is the experiment's key and run the stage's. Epoch is the number of epochs done; metrics
 * are {@code loss}, and {@code test.errorSnapped} and the like. Whole lines are appended at every
 * record and at the end of every stage, however it ends; a process that is killed keeps all but its
 * last epochs.
 */
public final class History implements Observer {
  private static final String HEADER = "protocol,run,replica,epoch,metric,value\n";

  private final RunFolder folder;
  private final StringBuilder lines = new StringBuilder(HEADER);
  private double trainingSeconds;

  /**
   * @param folder where it is written
   */
  public History(RunFolder folder) {
    this.folder = folder;
  }

  /** What all stages' epochs took together, without evaluation. */
  public double trainingSeconds() {
    return trainingSeconds;
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    for (int r = 0; r < losses.size(); r++) {
      add(stage, r, epochsDone, "loss", losses.get(r));
    }
  }

  @Override
  public void recorded(
      StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {
    scores.forEach((set, values) ->
        values
            .values()
            .forEach((metric, list) -> {
              for (int r : replicas) {
                add(stage, r, epochsDone, set.key() + "." + metric.key(), list.get(r));
              }
            }));
    append();
  }

  @Override
  public void trained(StageRef stage, NetworkSpec network, double[] parameters, double seconds) {
    trainingSeconds += seconds;
    append();
  }

  @Override
  public void abandoned(StageRef stage) {
    append();
  }

  private void append() {
    folder.append(folder.history(), lines.toString());
    lines.setLength(0);
  }

  private void add(StageRef stage, int replica, int epoch, String metric, double value) {
    lines
        .append(stage.experiment().key())
        .append(',')
        .append(stage.stage().key())
        .append(',')
        .append(replica)
        .append(',')
        .append(epoch)
        .append(',')
        .append(metric)
        .append(',')
        .append(value)
        .append('\n');
  }
}
