package dev.carryover.experiments.cli;

import dev.carryover.experiments.record.Differences;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rerun",
    description =
        "Repeats a run from its folder alone, on the same backend unless --backend names another, and"
            + " says what differs.")
final class RerunCommand implements Runnable {
  private static final int MOST_RESULTS = 20;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Mixin private RunOptions options = new RunOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    requireUnchanged();
    RunFolder before = new RunFolder(run).requireRecord();
    RunRecord record = RunRecord.read(before.record());
    options.execution().useByDefault(record.backend());
    Path again;
    try (ExperimentRun repeated =
        ExperimentRun.begin(spec, options, Request.again(before, record))) {
      repeated.run();
      again = repeated.folder().path();
    }
    compare(before, again);
  }

  /** What is run is what the folder says. */
  private void requireUnchanged() {
    if (options.replicas().isPresent()
        || options.epochs().isPresent()
        || options.seed().isPresent()
        || !options.settings.isEmpty()
        || !options.sweeps.isEmpty()) {
      throw new UsageException(
          "rerun: expected none of --replicas, --epochs, --seed, --set and --sweep, since the run is"
              + " repeated as it was; ./carryover run %s/experiment.yaml takes them"
                  .formatted(run));
    }
  }

  private void compare(RunFolder before, Path again) {
    PrintWriter out = spec.commandLine().getOut();
    Differences differences = Differences.of(before, new RunFolder(again));
    out.println();
    if (differences.sameResults()) {
      out.printf("the same results as %s, to the bit%n", run);
    } else {
      out.printf("other results than %s:%n", run);
      DiffCommand.print(out, "results", differences.results(), MOST_RESULTS);
    }
    DiffCommand.print(out, "ran on", differences.surroundings(), MOST_RESULTS);
  }
}
