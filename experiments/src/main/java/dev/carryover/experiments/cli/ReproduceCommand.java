package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "reproduce",
    description = "A paper's experiments end to end, beside its published figures.")
final class ReproduceCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "PAPER",
      defaultValue = "vera2024",
      description = "Which; ./carryover papers lists them (default ${DEFAULT-VALUE}).")
  private String paper = "vera2024";

  @Mixin private ProtocolOption protocol = new ProtocolOption();
  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try (ExperimentRun run = ExperimentRun.begin(spec, options, request())) {
      run.run();
    }
  }

  private Request request() {
    Paper named = Papers.named(paper);
    return Request.of(
        Papers.experiments(
            named, protocol.among(named.experiments()), options.settings, options.sweeps),
        named,
        protocol.asked().orElse("both"));
  }
}
