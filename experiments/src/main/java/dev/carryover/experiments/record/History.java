package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.protocol.Observer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * {@code history.csv}: one figure a line, as {@code protocol,run,replica,epoch,metric,value}. Epoch
 * is the number of epochs done; metrics are {@code loss}, and {@code test.errorSnapped} and the
 * like. Written anew at every record and at the end of every run, however it ends; a process that
 * is killed keeps all but its last epochs.
 */
public final class History implements Observer {
  private final Path file;
  private final StringBuilder lines =
      new StringBuilder("protocol,run,replica,epoch,metric,value\n");
  private double trainingSeconds;

  /**
   * @param file where it is written
   */
  public History(Path file) {
    this.file = file;
  }

  /** What all runs' epochs took together, without evaluation. */
  public double trainingSeconds() {
    return trainingSeconds;
  }

  @Override
  public void epochDone(Stage stage, int epochsDone, List<Double> losses) {
    for (int r = 0; r < losses.size(); r++) {
      add(stage, r, epochsDone, "loss", losses.get(r));
    }
  }

  @Override
  public void recorded(
      Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {
    scores.forEach((set, values) ->
        values
            .values()
            .forEach((metric, list) -> {
              for (int r : replicas) {
                add(stage, r, epochsDone, set + "." + metric.key(), list.get(r));
              }
            }));
    save();
  }

  @Override
  public void finished(Stage stage, double seconds) {
    trainingSeconds += seconds;
    save();
  }

  @Override
  public void abandoned(Stage stage) {
    save();
  }

  private void save() {
    AtomicFile.write(file, lines.toString());
  }

  private void add(Stage stage, int replica, int epoch, String metric, double value) {
    lines
        .append(stage.protocol().key())
        .append(',')
        .append(stage.run().key())
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
