package dev.carryover.experiments.cli;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "heldout",
    description =
        "Trains an autoencoder on digits 0-4 and has it reconstruct all ten; with --weights measures a"
            + " saved one.")
final class HeldoutCommand implements Runnable {
  @Mixin private WeightsOption saved = new WeightsOption();
  @Mixin private ProtocolOption protocol = new ProtocolOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Set<String> stages = Set.of(PaperSteps.HELDOUT);
    Request request =
        saved
            .weights()
            .map(weights -> PaperSteps.of(stages, protocol, options, PaperSteps.HELDOUT, weights))
            .orElseGet(() -> PaperSteps.of(stages, protocol, options));
    try (ExperimentRun run = ExperimentRun.begin(spec, options, request)) {
      run.run();
    }
  }
}
