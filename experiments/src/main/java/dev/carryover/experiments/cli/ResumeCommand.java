package dev.carryover.experiments.cli;

import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resume",
    description =
        "Goes on with a run that was interrupted or in which something failed, from its last"
            + " checkpoint, to the same bits as if it had never stopped.")
final class ResumeCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Mixin private ExecutionOptions execution = new ExecutionOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    RunFolder folder = new RunFolder(run).requireRecord();
    RunRecord before = RunRecord.read(folder.record());
    if (before.complete()) {
      spec.commandLine().getOut().println(run + " is complete: there is nothing to do");
      return;
    }
    execution.useByDefault(before.backend());
    RunOptions options = RunOptions.of(execution);
    try (ExperimentRun resumed =
        ExperimentRun.resume(spec, options, Request.again(folder, before), folder, before)) {
      resumed.run();
    }
  }
}
