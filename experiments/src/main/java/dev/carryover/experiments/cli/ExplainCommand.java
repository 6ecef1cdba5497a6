package dev.carryover.experiments.cli;

import dev.carryover.experiments.plan.yaml.Explanation;
import dev.carryover.experiments.plan.yaml.Schema;
import dev.carryover.experiments.record.Json;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    description = "What a key of experiment files means, holds and is by default.")
final class ExplainCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      paramLabel = "KEY",
      defaultValue = "",
      description =
          "Its path, as stages.recipe.rate, or the end of it, as rate (default: all keys).")
  private String key = "";

  @Option(names = "--schema", description = "The JSON schema of experiment files, for editors.")
  private boolean schema;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (schema) {
      out.print(Json.text(Schema.json()));
    } else {
      Explanation.of(key).forEach(out::println);
    }
  }
}
