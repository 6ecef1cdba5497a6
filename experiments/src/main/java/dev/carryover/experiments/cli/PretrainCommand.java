package dev.carryover.experiments.cli;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "pretrain",
    description = "Trains the paper's autoencoder and saves its weights for ./carryover transfer.")
final class PretrainCommand implements Runnable {
  @Mixin private ProtocolOption protocol = new ProtocolOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Request request = PaperSteps.of(Set.of(PaperSteps.AUTOENCODER), protocol, options);
    try (ExperimentRun run = ExperimentRun.begin(spec, options, request)) {
      run.run();
    }
  }
}
