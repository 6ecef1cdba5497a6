package dev.carryover.experiments.cli;

import dev.carryover.experiments.protocol.HeldOut;
import dev.carryover.experiments.protocol.Pretraining;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Reconstructions;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.protocol.Setup;
import dev.carryover.experiments.protocol.Trained;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "pretrain",
    description = "Trains the autoencoder and saves its weights for ./carryover transfer.")
final class PretrainCommand implements Runnable {
  @Mixin private Options options = new Options();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try (Laboratory laboratory = new Laboratory(spec, options, Optional.empty())) {
      for (Protocol protocol : laboratory.protocols()) {
        pretrain(laboratory, protocol);
      }
      laboratory.conclude();
    }
  }

  static Trained pretrain(Laboratory laboratory, Protocol protocol) {
    Setup setup = laboratory.setup();
    Trained autoencoder = Pretraining.run(setup, protocol);
    var errors = HeldOut.errors(setup, protocol, autoencoder.state());
    Reconstructions samples = Reconstructions.ofRandomImages(setup, protocol, autoencoder.state());
    laboratory.addWeights(protocol, Run.AUTOENCODER, autoencoder);
    laboratory.addSamples(protocol, Run.AUTOENCODER, samples);
    laboratory.add(
        protocol, results -> results.withAutoencoder(autoencoder, errors, samples.samples()));
    return autoencoder;
  }
}
