package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.ClassHelp;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.chart.ParallelChart;
import dev.carryover.experiments.report.chart.TrendChart;
import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Interval;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.experiments.statistics.Uncertainty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What comes of an experiment as its axes vary. */
public final class SweepSection {
  /** From so many axes on, all of them are drawn side by side. */
  private static final int MANY_AXES = 3;

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
    blocks.add(new SweepTable(contents, sweep).table());
    List<Figure> figures = section.figures();
    if (!figures.isEmpty()) {
      blocks.add(new Block.Pictures(figures));
    }
    return new Section("sweep-" + number, first.title(), blocks);
  }

  private List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (sweep.paths().size() >= MANY_AXES) {
      parallel().ifPresent(figures::add);
    }
    for (int axis = 0; axis < sweep.paths().size(); axis++) {
      if (sweep.isNumeric(axis)) {
        figures.addAll(figures(axis));
      }
    }
    return figures;
  }

  /** All axes at once. */
  private Optional<Figure> parallel() {
    List<ParallelChart.Path> paths = new ArrayList<>();
    for (Experiment point : sweep.points()) {
      sweep
          .result(contents, point)
          .ifPresent(summary ->
              paths.add(
                  new ParallelChart.Path(
                      IntStream.range(0, sweep.paths().size())
                          .mapToObj(a -> Sweep.value(point, a))
                          .toList(),
                      summary.mean())));
    }
    return paths.size() < 2
        ? Optional.empty()
        : Optional.of(
            ParallelChart.of(
                "sweep-%d.parallel".formatted(number),
                "Every setting as a line through its values to the %s of the %s that it came to;"
                        .formatted(
                            Metrics.unit(sweep.metric(contents)),
                            Metrics.images(sweep.set(contents)))
                    + " the better half blue, the best thick.",
                sweep.names(),
                Metrics.unit(sweep.metric(contents)),
                paths));
  }

  /** One axis: a line for each stage that has the last stage's metric, or for each other value. */
  private List<Figure> figures(int axis) {
    Map<String, NavigableMap<Double, Summary>> points =
        sweep.paths().size() == 1 ? byStage(axis) : byOthers(axis);
    List<Line> lines = new ArrayList<>();
    points.forEach((name, values) -> {
      if (!values.isEmpty()) {
        lines.add(new Line(name, Palette.series(lines.size()), values, totals(values)));
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

  /** What other test images would change as well, of a fraction. */
  private Map<Double, Interval> totals(NavigableMap<Double, Summary> values) {
    Map<Double, Interval> totals = new TreeMap<>();
    int images =
        Sweep.last(contents, sweep.points().getFirst())
            .results()
            .map(results -> results.images(sweep.set(contents)))
            .orElse(0);
    if (sweep.metric(contents).isFraction() && images > 0) {
      values.forEach((at, summary) ->
          Uncertainty.ofFraction(summary, images)
              .total()
              .ifPresent(total -> totals.put(at, total)));
    }
    return totals;
  }

  private String caption(int axis) {
    String marks =
        sweep.metric(contents).isFraction()
            ? "; mark: 95% interval over trainings; band: over other test images as well"
            : "; mark: 95% interval";
    return "%s of the %s over %s%s. Line: mean; dots: replicas%s."
        .formatted(
            Words.capitalized(Metrics.unit(sweep.metric(contents))),
            Metrics.images(sweep.set(contents)),
            sweep.names().get(axis),
            sweep.paths().size() == 1
                ? ""
                : ", " + Sweep.last(contents, sweep.points().getFirst()).name(),
            sweep.points().getFirst().replicas() < Summary.FEWEST_FOR_INTERVAL ? "" : marks);
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
