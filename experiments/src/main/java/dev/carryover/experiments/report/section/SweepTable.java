package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.answer.Verdict;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every setting of a sweep with what varies and what it came to, the least error first.
 *
 * @param contents the run
 * @param sweep one of its sweeps
 */
record SweepTable(RunContents contents, Sweep sweep) {
  /** So many stages stand beside each other. */
  private static final int COLUMNS = 4;

  /** Of more settings than this the table has the first and the last. */
  private static final int LISTED = 40;

  /** A row for each setting. */
  Table table() {
    List<StageContents> stages = contents.stages(sweep.points().getFirst());
    List<StageContents> shown =
        stages.subList(Math.max(0, stages.size() - COLUMNS), stages.size()).reversed();
    List<String> headings = new ArrayList<>(sweep.names());
    shown.forEach(stage ->
        headings.add(
            "%s, %s, %s"
                .formatted(stage.name(), set(stage).title(), Metrics.heading(stage.ownMetric()))));
    headings.add("beside the first");
    Table table = new Table(caption(stages), headings);
    List<Experiment> ranked = new ArrayList<>(sweep.ranked(contents));
    sweep.points().stream().filter(p -> !ranked.contains(p)).forEach(ranked::add);
    if (ranked.size() <= LISTED) {
      ranked.forEach(point -> row(table, point, ranked.getFirst(), shown));
      return table;
    }
    table.group("The first %d of %d".formatted(LISTED / 2, ranked.size()));
    ranked.subList(0, LISTED / 2).forEach(point -> row(table, point, ranked.getFirst(), shown));
    table.group("The last %d; run.json has all".formatted(LISTED / 2));
    ranked
        .subList(ranked.size() - LISTED / 2, ranked.size())
        .forEach(point -> row(table, point, ranked.getFirst(), shown));
    return table;
  }

  private void row(Table table, Experiment point, Experiment first, List<StageContents> shown) {
    List<Object> cells = new ArrayList<>();
    IntStream.range(0, sweep.paths().size()).forEach(a -> cells.add(Sweep.value(point, a)));
    for (StageContents stage : shown) {
      cells.add(
          at(point, stage)
              .last(set(stage), stage.ownMetric())
              .<Object>map(summary -> Metrics.quantity(summary, stage.ownMetric()))
              .orElse("–"));
    }
    cells.add(beside(point, first));
    table.row(cells.toArray());
  }

  private String caption(List<StageContents> stages) {
    String last = stages.getLast().name();
    return ("What varies, the least error of %s first. %s Beside the first: the difference of %s%s,"
            + " by trainings; ≈ where it cannot be told from the first by trainings and test images"
            + " together. The best of many settings is partly the luckiest: confirm it on images"
            + " that did not choose it.")
        .formatted(
            last,
            FinalTable.intervals(stages),
            last,
            sweep.metric(contents).isFraction() ? " in percentage points" : "");
  }

  private String beside(Experiment point, Experiment first) {
    if (point.equals(first)) {
      return "";
    }
    return sweep
        .beside(contents, point, first)
        .flatMap(compared ->
            compared
                .verdict()
                .map(
                    verdict -> (verdict == Verdict.WORSE ? "" : "≈ ") + compared.amount().signed()))
        .orElse("–");
  }

  private static SetName set(StageContents stage) {
    return Metrics.headlineSet(stage.stage().measure().sets());
  }

  private StageContents at(Experiment point, StageContents stage) {
    return contents.stages(point).stream()
        .filter(own -> own.stage().key().equals(stage.stage().key()))
        .findFirst()
        .orElseThrow();
  }
}
