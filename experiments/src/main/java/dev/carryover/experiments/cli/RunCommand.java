package dev.carryover.experiments.cli;

import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Runs the experiments of a file.")
final class RunCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "The file, YAML; ./carryover explain lists keys.")
  private Path file = Path.of("");

  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try (ExperimentRun run = ExperimentRun.begin(spec, options, request(file, options))) {
      run.run();
    }
  }

  /** The experiments in a file, as options change them. */
  static Request request(Path file, RunOptions options) {
    return Request.of(
        ExperimentFile.read(
            file.toString(), ExperimentFile.content(file), options.settings, options.sweeps));
  }
}
