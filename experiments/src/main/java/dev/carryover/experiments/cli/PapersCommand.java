package dev.carryover.experiments.cli;

import dev.carryover.experiments.papers.Paper;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "papers", description = "The built-in papers, and what each claims.")
final class PapersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Paper paper : Papers.all()) {
      out.printf("%s  %s: %s%n", paper.key(), paper.authors(), paper.title());
      out.printf("  claims       %s%n", paper.claim());
      for (String key : paper.experiments()) {
        List<Experiment> points = Papers.experiments(paper, List.of(key), List.of(), List.of());
        out.printf(
            "  %-11s  %s%s%n",
            key,
            points.size() == 1 ? "" : points.size() + " settings of ",
            points.getFirst().stages().stream().map(Stage::name).collect(Collectors.joining(", ")));
      }
      out.printf("  by default   %s%n", String.join(", ", paper.byDefault()));
      out.printf("  run it       ./carryover reproduce %s%n", paper.key());
    }
  }
}
