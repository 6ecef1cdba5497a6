package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.record.FolderClaim;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.report.Report;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    description = "Draws a run's report and figures again, from the run's folder alone.")
final class ReportCommand implements Runnable {
  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  private Path run = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    // A run that still trains keeps its claim, and is drawn as far as it has come.
    Optional<FolderClaim> claim = FolderClaim.ofExisting(run);
    try {
      spec.commandLine().getOut().println(Report.draw(new RunFolder(run), Papers.supplement()));
    } finally {
      claim.ifPresent(FolderClaim::close);
    }
  }
}
