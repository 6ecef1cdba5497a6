package dev.carryover.experiments.cli;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.protocol.HeldOut;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Reconstructions;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Trained;
import dev.carryover.experiments.record.RunFolder;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "heldout",
    description = "Trains an autoencoder on digits 0-4 and has it reconstruct all ten.")
final class HeldoutCommand implements Runnable {
  @Option(
      names = "--weights",
      paramLabel = "RUN",
      description =
          "The folder of a heldout or reproduce run: measures its weights, trains nothing.")
  private @Nullable Path weights;

  @Mixin private Options options = new Options();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    if (weights != null) {
      measure(new SavedWeights(new RunFolder(weights), Run.HELDOUT));
      return;
    }
    try (Laboratory laboratory = new Laboratory(spec, options, Optional.empty())) {
      for (Protocol protocol : laboratory.protocols()) {
        heldout(laboratory, protocol, HeldOut.train(laboratory.setup(), protocol));
      }
      laboratory.conclude();
    }
  }

  private void measure(SavedWeights saved) {
    int replicas = saved.replicas(options.protocol.protocols(), options.replicas());
    try (Laboratory laboratory = new Laboratory(spec, options, Optional.of(replicas))) {
      for (Protocol protocol : laboratory.protocols()) {
        addErrors(laboratory, protocol, saved.read(protocol, laboratory.setup()));
      }
      laboratory.conclude();
    }
  }

  static void heldout(Laboratory laboratory, Protocol protocol, Trained trained) {
    addErrors(laboratory, protocol, trained.state());
    laboratory.addWeights(protocol, Run.HELDOUT, trained);
  }

  private static void addErrors(Laboratory laboratory, Protocol protocol, TrainingState state) {
    var errors = HeldOut.errors(laboratory.setup(), protocol, state);
    Reconstructions samples = Reconstructions.ofHeldOutDigits(laboratory.setup(), protocol, state);
    laboratory.addSamples(protocol, Run.HELDOUT, samples);
    laboratory.add(protocol, results -> results.withHeldout(errors, samples.samples()));
  }
}
