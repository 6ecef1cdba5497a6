package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Weights;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.run.Runner;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.weights.Layout;
import dev.carryover.experiments.weights.NetworkWeights;
import dev.carryover.network.NetworkSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Parameters that earlier runs left, as experiments name them. */
final class SavedWeights implements Runner.SavedParameters {

  /**
   * How many replicas all of the experiments' saved stages have; empty if none is saved.
   *
   * @throws DataException if one has no file at all
   */
  static Optional<Integer> replicas(List<Experiment> experiments) {
    return experiments.stream().flatMap(SavedWeights::counts).min(Integer::compare);
  }

  private static Stream<Integer> counts(Experiment experiment) {
    return experiment.stages().stream()
        .flatMap(
            stage -> stage.weights().stream().map(weights -> count(experiment, stage, weights)));
  }

  private static int count(Experiment experiment, Stage stage, Weights weights) {
    RunFolder folder = new RunFolder(Path.of(weights.run()));
    int count = 0;
    while (Files.exists(folder.weights(experiment.key(), stage.key(), count))) {
      count++;
    }
    if (count == 0) {
      throw new DataException(
          "--weights: expected %s, found no such file"
              .formatted(folder.weights(experiment.key(), stage.key(), 0)));
    }
    return count;
  }

  @Override
  public double[] read(Weights weights, StageRef ref, NetworkSpec network) {
    RunFolder folder = new RunFolder(Path.of(weights.run()));
    int replicas = ref.experiment().replicas();
    int size = network.parameters().size();
    double[] parameters = new double[replicas * size];
    for (int r = 0; r < replicas; r++) {
      double[] one =
          NetworkWeights.read(
              folder.weights(ref.experiment().key(), ref.stage().key(), r),
              network,
              RunFolder.head(ref.stage()),
              Layout.valueOf(weights.layout().name()));
      System.arraycopy(one, 0, parameters, r * size, size);
    }
    return parameters;
  }
}
