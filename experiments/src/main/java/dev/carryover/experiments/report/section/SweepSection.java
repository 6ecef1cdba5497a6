package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.ClassHelp;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.chart.TrendChart;
import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What comes of an experiment as its axes vary. */
public final class SweepSection {
  /** So many stages stand beside each other in the table. */
  private static final int COLUMNS = 4;

  /** Of more points than this the table has the first and the last. */
  private static final int LISTED = 40;

  private final RunContents contents;
  private final Sweep sweep;
  private final int number;

  private SweepSection(RunContents contents, Sweep sweep, int number) {
    this.contents = contents;
    this.sweep = sweep;
    this.number = number;
  }

  /**
   * The section.
   *
   * @param number of the sweep within the run, 0 the first
   */
  public static Section of(RunContents contents, Sweep sweep, int number) {
    SweepSection section = new SweepSection(contents, sweep, number);
    List<Block> blocks = new ArrayList<>();
    Experiment first = sweep.points().getFirst();
    if (!first.summary().isBlank()) {
      blocks.add(new Block.Text(first.summary().strip()));
    }
    ClassHelp.of(contents, sweep)
        .forEach(help -> blocks.addAll(new ClassHelpBlocks(help).blocks()));
    blocks.add(section.table());
    List<Figure> figures = section.figures();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Pictures(figures));
    }
    return new Section("sweep-" + number, first.title(), blocks);
  }

  private Table table() {
    List<StageContents> stages = contents.stages(sweep.points().getFirst());
    List<StageContents> shown =
        stages.subList(Math.max(0, stages.size() - COLUMNS), stages.size()).reversed();
    List<String> headings = new ArrayList<>(sweep.names());
    shown.forEach(stage ->
        headings.add(
            "%s, %s, %s"
                .formatted(stage.name(), set(stage).title(), Metrics.heading(stage.ownMetric()))));
    Table table =
        new Table(
            "What varies, the least error of %s first. %s The best of many settings is partly the"
                    .formatted(stages.getLast().name(), FinalTable.intervals(stages))
                + " luckiest: confirm it on images that did not choose it.",
            headings);
    List<Experiment> ranked = new ArrayList<>(sweep.ranked(contents));
    sweep.points().stream().filter(p -> !ranked.contains(p)).forEach(ranked::add);
    if (ranked.size() <= LISTED) {
      ranked.forEach(point -> row(table, point, shown));
      return table;
    }
    table.group("The first %d of %d".formatted(LISTED / 2, ranked.size()));
    ranked.subList(0, LISTED / 2).forEach(point -> row(table, point, shown));
    table.group("The last %d; run.json has all".formatted(LISTED / 2));
    ranked
        .subList(ranked.size() - LISTED / 2, ranked.size())
        .forEach(point -> row(table, point, shown));
    return table;
  }

  private void row(Table table, Experiment point, List<StageContents> shown) {
    List<Object> cells = new ArrayList<>();
    IntStream.range(0, sweep.paths().size()).forEach(a -> cells.add(Sweep.value(point, a)));
    for (StageContents stage : shown) {
      cells.add(
          at(point, stage)
              .last(set(stage), stage.ownMetric())
              .<Object>map(summary -> Metrics.quantity(summary, stage.ownMetric()))
              .orElse("–"));
    }
    table.row(cells.toArray());
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

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (int axis = 0; axis < sweep.paths().size(); axis++) {
      if (sweep.isNumeric(axis)) {
        figures.addAll(figures(axis));
      }
    }
    return figures;
  }

  /** One axis: a line for each stage that has the last stage's metric, or for each other value. */
  private List<Figure> figures(int axis) {
    Map<String, NavigableMap<Double, Summary>> points =
        sweep.paths().size() == 1 ? byStage(axis) : byOthers(axis);
    List<Line> lines = new ArrayList<>();
    points.forEach((name, values) -> {
      if (!values.isEmpty()) {
        lines.add(new Line(name, Palette.series(lines.size()), values));
      }
    });
    List<Figure> figures = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += Palette.DISTINCT) {
      figures.add(
          TrendChart.of(
              "sweep-%d.axis-%d%s".formatted(number, axis, from == 0 ? "" : "-" + from),
              caption(axis),
              sweep.names().get(axis),
              Metrics.unit(sweep.metric(contents)),
              lines.subList(from, Math.min(lines.size(), from + Palette.DISTINCT))));
    }
    return figures;
  }

  private String caption(int axis) {
    return "%s of the %s over %s%s. Line: mean; dots: replicas%s."
        .formatted(
            Words.capitalized(Metrics.unit(sweep.metric(contents))),
            Metrics.images(sweep.set(contents)),
            sweep.names().get(axis),
            sweep.paths().size() == 1
                ? ""
                : ", " + Sweep.last(contents, sweep.points().getFirst()).name(),
            sweep.points().getFirst().replicas() < 5 ? "" : "; mark: 95% interval");
  }

  private Map<String, NavigableMap<Double, Summary>> byStage(int axis) {
    Metric metric = sweep.metric(contents);
    SetName set = sweep.set(contents);
    Map<String, NavigableMap<Double, Summary>> lines = new LinkedHashMap<>();
    for (Experiment point : sweep.points()) {
      double value = Sweep.number(Sweep.value(point, axis)).orElseThrow();
      for (StageContents stage : contents.stages(point)) {
        if (stage.ownMetric() == metric) {
          stage
              .last(set, metric)
              .ifPresent(summary ->
                  lines
                      .computeIfAbsent(stage.name(), ignored -> new TreeMap<>())
                      .put(value, summary));
        }
      }
    }
    return lines;
  }

  private Map<String, NavigableMap<Double, Summary>> byOthers(int axis) {
    Map<String, NavigableMap<Double, Summary>> lines = new LinkedHashMap<>();
    for (Experiment point : sweep.points()) {
      double value = Sweep.number(Sweep.value(point, axis)).orElseThrow();
      sweep
          .result(contents, point)
          .ifPresent(summary ->
              lines
                  .computeIfAbsent(sweep.describe(point, axis), ignored -> new TreeMap<>())
                  .put(value, summary));
    }
    return lines;
  }
}
