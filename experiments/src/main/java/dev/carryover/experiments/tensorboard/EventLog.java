package dev.carryover.experiments.tensorboard;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes every stage's curves for TensorBoard while it trains, {@code loss} and {@code
 * test/errorSnapped} and the like over epochs: each replica's in {@code
 * tensorboard/<experiment>-<stage>/replica-<r>}, their mean in {@code mean} beside them. Events are
 * appended at every record and at the end of every stage, however it ends. A resumed stage's go
 * into new files, which void what earlier ones tell of its later epochs.
 */
public final class EventLog implements Observer {
  private static final String PLACE = "tensorboard";

  private final RunFolder folder;
  private List<EventFile> replicas = List.of();
  private List<EventFile> mean = List.of();

  /** A log in a run's folder. */
  public EventLog(RunFolder folder) {
    this.folder = folder;
  }

  /** Whether an earlier process kept one in a run's folder. */
  public static boolean isIn(RunFolder folder) {
    return Files.isDirectory(folder.path().resolve(PLACE));
  }

  @Override
  public void started(StageRef stage, int examples) {
    Path place =
        folder.path().resolve(PLACE).resolve(stage.experiment().key() + "-" + stage.stage().key());
    String name = "events.out.tfevents." + System.currentTimeMillis() + ".carryover";
    List<EventFile> files = new ArrayList<>();
    for (int r = 0; r < stage.experiment().replicas(); r++) {
      files.add(new EventFile(folder, place.resolve("replica-" + r).resolve(name)));
    }
    replicas = files;
    mean = List.of(new EventFile(folder, place.resolve("mean").resolve(name)));
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    replicas.forEach(file -> file.restart(epochsDone + 1));
    mean.forEach(file -> file.restart(epochsDone + 1));
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    for (int r = 0; r < losses.size(); r++) {
      if (Double.isFinite(losses.get(r))) { // that of a diverged candidate of a search is not
        replicas.get(r).scalar(epochsDone, "loss", losses.get(r));
      }
    }
    mean("loss", epochsDone, losses);
  }

  @Override
  public void recorded(
      StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> training) {
    scores.forEach((set, values) ->
        values
            .values()
            .forEach((metric, each) -> {
              String curve = set.key() + "/" + metric.key();
              training.forEach(r -> replicas.get(r).scalar(epochsDone, curve, each.get(r)));
              mean(curve, epochsDone, each);
            }));
    append();
  }

  /** Of all finite values: a replica that stopped early counts with what it stopped with. */
  private void mean(String curve, int epochsDone, List<Double> values) {
    values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .average()
        .ifPresent(average -> mean.forEach(file -> file.scalar(epochsDone, curve, average)));
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double seconds) {
    append();
  }

  @Override
  public void trained(StageRef stage, NetworkSpec network, double[] parameters, double seconds) {
    append();
  }

  @Override
  public void abandoned(StageRef stage) {
    append();
  }

  private void append() {
    replicas.forEach(EventFile::append);
    mean.forEach(EventFile::append);
  }
}
