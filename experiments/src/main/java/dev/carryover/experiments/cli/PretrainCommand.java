package dev.carryover.experiments.cli;

import dev.carryover.experiments.protocol.Pretraining;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
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
    Laboratory laboratory = new Laboratory(spec, options, Optional.empty());
    for (Protocol protocol : laboratory.protocols()) {
      Trained autoencoder = Pretraining.run(laboratory.setup(), protocol);
      laboratory.add(protocol, results -> results.withAutoencoder(autoencoder));
      laboratory.addWeights(protocol, Run.AUTOENCODER, autoencoder);
    }
    laboratory.conclude();
  }
}
