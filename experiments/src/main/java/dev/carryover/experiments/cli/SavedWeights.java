package dev.carryover.experiments.cli;

import dev.carryover.backend.TrainingState;
import dev.carryover.data.DataException;
import dev.carryover.experiments.protocol.Networks;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Setup;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.weights.NetworkWeights;
import dev.carryover.experiments.weights.NetworkWeights.Head;
import dev.carryover.program.TrainingProgram;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * Autoencoders that an earlier run left.
 *
 * @param folder that run's
 * @param run which of its trainings
 */
record SavedWeights(RunFolder folder, Run run) {

  /**
   * How many replicas there are under every protocol, or as many as were asked for.
   *
   * @throws DataException if there is none
   * @throws UsageException if there are fewer than asked for
   */
  int replicas(List<Protocol> protocols, Optional<Integer> asked) {
    int found = protocols.stream().mapToInt(this::count).min().orElseThrow();
    if (asked.isPresent() && asked.get() > found) {
      throw new UsageException(
          "--replicas: expected at most the %d that %s holds, found %d"
              .formatted(found, folder.path(), asked.get()));
    }
    return asked.orElse(found);
  }

  private int count(Protocol protocol) {
    int count = 0;
    while (Files.exists(folder.weights(protocol, run, count))) {
      count++;
    }
    if (count == 0) {
      throw new DataException(
          "--weights: expected %s, found no such file".formatted(folder.weights(protocol, run, 0)));
    }
    return count;
  }

  /** The first R of them. */
  TrainingState read(Protocol protocol, Setup setup) {
    TrainingProgram program =
        Networks.program(
            run,
            protocol,
            setup.split().train().images().features(),
            setup.split().train().classes(),
            setup.replicas());
    int size = program.network().parameters().size();
    double[] parameters = new double[setup.replicas() * size];
    for (int r = 0; r < setup.replicas(); r++) {
      double[] one =
          NetworkWeights.read(folder.weights(protocol, run, r), program.network(), Head.DECODER);
      System.arraycopy(one, 0, parameters, r * size, size);
    }
    return TrainingState.initial(program, parameters);
  }
}
