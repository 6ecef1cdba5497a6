package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Weights;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.run.Runner;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.Layout;
import dev.carryover.weights.NetworkWeights;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Parameters that earlier runs or other programs left, as experiments name them: a run's folder, a
 * folder with a run's weight files in it, or one file. A file holds one network, or several stacked
 * along a first axis.
 */
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
    List<Path> files = files(experiment, stage, weights);
    if (files.isEmpty()) {
      throw new DataException(
          "--weights: expected %s, found no such file"
              .formatted(file(weights, experiment, stage, 0)));
    }
    return files.stream().mapToInt(NetworkWeights::replicas).sum();
  }

  /** The files of a stage's replicas, in their order; empty if there is none. */
  private static List<Path> files(Experiment experiment, Stage stage, Weights weights) {
    Path named = Path.of(weights.run());
    if (Files.exists(named) && !Files.isDirectory(named)) {
      return List.of(named);
    }
    List<Path> files = new ArrayList<>();
    while (Files.exists(file(weights, experiment, stage, files.size()))) {
      files.add(file(weights, experiment, stage, files.size()));
    }
    Path stacked = named.resolve("%s-%s.safetensors".formatted(experiment.key(), stage.key()));
    return files.isEmpty() && Files.exists(stacked) ? List.of(stacked) : files;
  }

  /** In {@code weights/}, as a run has it, or in the folder itself, as export makes it. */
  private static Path file(Weights weights, Experiment experiment, Stage stage, int replica) {
    Path folder = Path.of(weights.run());
    Path inRun = new RunFolder(folder).weights(experiment.key(), stage.key(), replica);
    Path exported = folder.resolve(inRun.getFileName());
    return Files.exists(exported) ? exported : inRun;
  }

  @Override
  public double[] read(Weights weights, StageRef ref, NetworkSpec network) {
    Optional<Layout> layout = weights.layout().map(asked -> Layout.valueOf(asked.name()));
    double[] parameters = new double[ref.experiment().replicas() * network.parameters().size()];
    List<Path> files = files(ref.experiment(), ref.stage(), weights);
    int found = 0;
    for (int f = 0; found < parameters.length; f++) {
      Path file = f < files.size() ? files.get(f) : file(weights, ref.experiment(), ref.stage(), f);
      double[] some = NetworkWeights.read(file, network, RunFolder.head(ref.stage()), layout);
      int wanted = Math.min(some.length, parameters.length - found);
      System.arraycopy(some, 0, parameters, found, wanted);
      found += wanted;
    }
    return parameters;
  }
}
