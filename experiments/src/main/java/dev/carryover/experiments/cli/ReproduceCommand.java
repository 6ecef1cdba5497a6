package dev.carryover.experiments.cli;

import dev.carryover.experiments.protocol.HeldOut;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Trained;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    description = "Both of the paper's problems, end to end, beside the published figures.")
final class ReproduceCommand implements Runnable {
  @Mixin private Options options = new Options();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try (Laboratory laboratory = new Laboratory(spec, options, Optional.empty())) {
      for (Protocol protocol : laboratory.protocols()) {
        Trained autoencoder = PretrainCommand.pretrain(laboratory, protocol);
        TransferCommand.transfer(laboratory, protocol, autoencoder.state());
        HeldoutCommand.heldout(laboratory, protocol, HeldOut.train(laboratory.setup(), protocol));
      }
      laboratory.conclude();
      laboratory.report();
    }
  }
}
