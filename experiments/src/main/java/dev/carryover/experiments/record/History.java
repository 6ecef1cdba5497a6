package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One experiment's part of {@code history.csv}: one figure a line, as {@code
 * protocol,run,replica,epoch,metric,value}, where protocol is the experiment's key and run the
 * stage's. Epoch is the number of epochs done; metrics are {@code loss}, and {@code
 * test.errorSnapped} and the like. Whole lines are appended at every record and at the end of every
 * stage, however it ends; a process that is killed keeps all but its last epochs.
 */
public final class History implements Observer {
  /** The first line. */
  public static final String HEADER = "protocol,run,replica,epoch,metric,value\n";

  private final RunFolder folder;
  private final String experiment;
  private final List<String> rows;
  private int appended;

  /**
   * @param folder where it is appended to
   * @param experiment its key
   * @param before rows of what was done earlier, as {@link #rows} gave them; not yet in the file
   */
  public History(RunFolder folder, String experiment, List<String> before) {
    this.folder = folder;
    this.experiment = experiment;
    this.rows = new ArrayList<>(before);
  }

  /** All rows so far, without the experiment's key: {@code run,replica,epoch,metric,value}. */
  public List<String> rows() {
    return List.copyOf(rows);
  }

  /** A row as it stands in the file. */
  public static String line(String experiment, String row) {
    return experiment + "," + row + "\n";
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    for (int r = 0; r < losses.size(); r++) {
      if (Double.isFinite(losses.get(r))) { // that of a diverged candidate of a search is not
        add(stage, r, epochsDone, "loss", losses.get(r));
      }
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
    append();
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double seconds) {
    append();
  }

  @Override
  public void abandoned(StageRef stage) {
    append();
  }

  /** Appends to the file what is not yet in it. */
  public void append() {
    StringBuilder lines = new StringBuilder();
    rows.subList(appended, rows.size()).forEach(row -> lines.append(line(experiment, row)));
    folder.append(folder.history(), lines.toString());
    appended = rows.size();
  }

  private void add(StageRef stage, int replica, int epoch, String metric, double value) {
    rows.add(stage.stage().key() + "," + replica + "," + epoch + "," + metric + "," + value);
  }
}
