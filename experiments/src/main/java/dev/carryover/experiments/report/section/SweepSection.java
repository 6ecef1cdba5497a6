package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.report.answer.ClassHelp;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.figure.Figure;
import java.util.ArrayList;
import java.util.List;

/** What comes of an experiment as its axes vary. */
public final class SweepSection {
  private SweepSection() {}

  /**
   * The section.
   *
   * @param number of the sweep within the run, 0 the first
   */
  public static Section of(RunContents contents, Sweep sweep, int number) {
    List<Block> blocks = new ArrayList<>();
    Experiment first = sweep.points().getFirst();
    if (!first.summary().isBlank()) {
      blocks.add(new Block.Text(first.summary().strip()));
    }
    ClassHelp.of(contents, sweep)
        .forEach(help -> blocks.addAll(new ClassHelpBlocks(help).blocks()));
    blocks.add(new SweepTable(contents, sweep).table());
    List<Figure> figures = new SweepFigures(contents, sweep, number).figures();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Pictures(figures));
    }
    return new Section("sweep-" + number, first.title(), blocks);
  }
}
