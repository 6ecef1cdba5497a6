package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--experiment",
      paramLabel = "KEY",
      split = ",",
      description =
          "Which of its experiments; ./carryover papers lists them and which are run without this"
              + " option.")
  private List<String> keys = List.of();

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
        Papers.experiments(named, asked(named), options.settings, options.sweeps),
        named,
        protocol.of(named));
  }

  private List<String> asked(Paper named) {
    List<String> asked = keys.isEmpty() ? protocol.among(named.byDefault()) : keys;
    for (String key : asked) {
      if (!named.experiments().contains(key)) {
        throw new UsageException(
            "%s: expected one of %s's experiments %s, found %s"
                .formatted(
                    keys.isEmpty() ? "--protocol" : "--experiment",
                    named.key(),
                    String.join(", ", named.experiments()),
                    key));
      }
    }
    return asked;
  }
}
