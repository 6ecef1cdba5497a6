package dev.carryover.experiments.cli;

import dev.carryover.experiments.record.Differences;
import dev.carryover.experiments.record.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    description =
        "What two runs differ in: their experiments, what they ran on, what came of them.")
final class DiffCommand implements Runnable {
  private static final int MOST_RESULTS = 20;

  @Parameters(index = "0", paramLabel = "RUN", description = "The first run's folder.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "RUN", description = "The second run's folder.")
  private Path second = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Differences differences = Differences.of(new RunFolder(first), new RunFolder(second));
    PrintWriter out = spec.commandLine().getOut();
    print(out, "experiment", differences.plan(), Integer.MAX_VALUE);
    print(out, "ran on", differences.surroundings(), Integer.MAX_VALUE);
    print(out, "results", differences.results(), MOST_RESULTS);
  }

  /** A part's differences, or that there are none. */
  static void print(PrintWriter out, String part, List<Differences.Line> lines, int most) {
    if (lines.isEmpty()) {
      out.printf("%-10s  the same%n", part);
      return;
    }
    out.printf("%-10s  %d different%n", part, lines.size());
    lines.stream()
        .limit(most)
        .forEach(line -> out.printf("  %s: %s, %s%n", line.key(), line.a(), line.b()));
    if (lines.size() > most) {
      out.printf("  and %d more%n", lines.size() - most);
    }
  }
}
