package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.chart.ParallelChart;
import dev.carryover.experiments.report.chart.TrendChart;
import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
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

/**
 * A sweep's figures: what was measured over each axis whose values are numbers.
 *
 * @param number of the sweep within the run, 0 the first
 */
record SweepFigures(RunContents contents, Sweep sweep, int number) {
  /** From so many axes on, all of them are drawn side by side. */
  private static final int MANY_AXES = 3;

  /** So many charts of one axis stand beside each other at most, one for each other value. */
  private static final int MANY_PANELS = 6;

  /** The figures; none where no axis' values are numbers. */
  List<Figure> figures() {
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

  /**
   * One axis: a line for each stage that has the last stage's metric, in a chart for each other
   * value; or where there is no such other stage, or charts would be many, the last stage's alone
   * with a line for each other value.
   */
  private List<Figure> figures(int axis) {
    Map<String, List<Experiment>> others = new LinkedHashMap<>();
    sweep
        .points()
        .forEach(point ->
            others
                .computeIfAbsent(sweep.describe(point, axis), ignored -> new ArrayList<>())
                .add(point));
    String name = "sweep-%d.axis-%d".formatted(number, axis);
    boolean isOne = others.size() == 1;
    if (isOne || (measuredStages() > 1 && others.size() <= MANY_PANELS)) {
      Map<String, List<Line>> panels = new LinkedHashMap<>();
      others.forEach((other, points) -> panels.put(other, lines(byStage(axis, points))));
      List<Line> all = panels.values().stream().flatMap(List::stream).toList();
      List<Figure> figures = new ArrayList<>();
      panels.forEach((other, lines) ->
          figures.addAll(
              charts(
                  isOne ? name : "%s-panel-%d".formatted(name, figures.size()),
                  caption(axis, other),
                  axis,
                  lines,
                  all)));
      return figures;
    }
    List<Line> lines = lines(byOthers(axis));
    String last = Sweep.last(contents, sweep.points().getFirst()).name();
    return charts(name, caption(axis, last), axis, lines, lines);
  }

  /** How many stages have the last one's metric. */
  private long measuredStages() {
    Metric metric = sweep.metric(contents);
    return contents.stages(sweep.points().getFirst()).stream()
        .filter(stage -> stage.ownMetric() == metric)
        .count();
  }

  private List<Line> lines(Map<String, NavigableMap<Double, Summary>> points) {
    List<Line> lines = new ArrayList<>();
    points.forEach((name, values) ->
        lines.add(new Line(name, Palette.series(lines.size()), values, totals(values))));
    return lines;
  }

  /** Charts of so many lines each as can be told apart, on the scale of all of some lines. */
  private List<Figure> charts(
      String name, String caption, int axis, List<Line> lines, List<Line> scale) {
    List<Figure> figures = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += Palette.DISTINCT) {
      figures.add(
          TrendChart.of(
              from == 0 ? name : name + "-" + from,
              caption,
              sweep.names().get(axis),
              Metrics.unit(sweep.metric(contents)),
              lines.subList(from, Math.min(lines.size(), from + Palette.DISTINCT)),
              scale));
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

  /**
   * @param of whose figures, for people; may be empty
   */
  private String caption(int axis, String of) {
    String marks =
        sweep.metric(contents).isFraction()
            ? "; mark: 95% interval over trainings; band: over other test images as well"
            : "; mark: 95% interval";
    return "%s of the %s over %s%s. Line: mean; dots: replicas%s."
        .formatted(
            Words.capitalized(Metrics.unit(sweep.metric(contents))),
            Metrics.images(sweep.set(contents)),
            sweep.names().get(axis),
            of.isEmpty() ? "" : ", " + of,
            sweep.points().getFirst().replicas() < Summary.FEWEST_FOR_INTERVAL ? "" : marks);
  }

  private Map<String, NavigableMap<Double, Summary>> byStage(int axis, List<Experiment> points) {
    Metric metric = sweep.metric(contents);
    SetName set = sweep.set(contents);
    Map<String, NavigableMap<Double, Summary>> lines = new LinkedHashMap<>();
    for (Experiment point : points) {
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
