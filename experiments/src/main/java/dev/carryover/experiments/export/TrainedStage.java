package dev.carryover.experiments.export;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.Layout;
import dev.carryover.weights.NetworkWeights;
import dev.carryover.weights.NetworkWeights.Head;
import dev.carryover.weights.SafetensorsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A stage of a run whose networks have been saved.
 *
 * @param folder the run's
 * @param record the run's
 * @param experiment the stage's
 * @param stage the stage
 * @param network one replica's
 */
public record TrainedStage(
    RunFolder folder, RunRecord record, Experiment experiment, Stage stage, NetworkSpec network) {

  /**
   * Every stage of a run whose networks have been saved, in the run's order.
   *
   * @throws DataException if the folder is no run's, or holds none yet
   */
  public static List<TrainedStage> of(RunFolder folder) {
    RunRecord record = RunRecord.read(folder.requireRecord().record());
    List<TrainedStage> found =
        folder.experiments().stream()
            .flatMap(experiment ->
                experiment.stages().stream()
                    .filter(stage -> Files.exists(folder.weights(experiment.key(), stage.key(), 0)))
                    .map(stage -> of(folder, record, experiment, stage)))
            .toList();
    if (found.isEmpty()) {
      throw new DataException(
          folder.path() + ": expected a run with trained networks, found none in weights/ yet");
    }
    return found;
  }

  private static TrainedStage of(
      RunFolder folder, RunRecord record, Experiment experiment, Stage stage) {
    int features = record.data().height() * record.data().width();
    int classes = 1;
    if (!stage.reconstructs()) {
      Path first = folder.weights(experiment.key(), stage.key(), 0);
      classes =
          SafetensorsFile.open(first)
              .shape(Head.classifier().layer() + NetworkWeights.BIAS)
              .getFirst();
    }
    return new TrainedStage(folder, record, experiment, stage, stage.network(features, classes));
  }

  /** Its name in files, for example {@code corrected-caseI}. */
  public String name() {
    return experiment.key() + "-" + stage.key();
  }

  /** How many networks it has. */
  public int replicas() {
    return experiment.replicas();
  }

  Head head() {
    return RunFolder.head(stage);
  }

  /**
   * Replica r's parameters, {@code [P]}.
   *
   * @throws DataException if they cannot be read
   */
  double[] parameters(int r) {
    return NetworkWeights.read(
        folder.weights(experiment.key(), stage.key(), r),
        network,
        head(),
        Optional.of(Layout.CARRYOVER));
  }

  /**
   * All replicas' parameters, {@code [R][P]}.
   *
   * @throws DataException if they cannot be read
   */
  double[] parameters() {
    int size = network.parameters().size();
    double[] all = new double[Math.multiplyExact(replicas(), size)];
    IntStream.range(0, replicas())
        .forEach(r -> System.arraycopy(parameters(r), 0, all, r * size, size));
    return all;
  }

  /** What was measured of it; empty if nothing was yet. */
  Optional<StageResults> results() {
    return Optional.ofNullable(record.experiments().get(experiment.key()))
        .flatMap(results -> results.stage(stage.key()));
  }
}
