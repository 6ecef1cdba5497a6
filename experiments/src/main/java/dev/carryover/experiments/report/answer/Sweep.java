package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The experiments of a run that differ in the same axes.
 *
 * @param paths the axes
 * @param points one experiment for every combination of values, in the order in which they were run
 */
public record Sweep(List<String> paths, List<Experiment> points) {

  /** Copies the lists. */
  public Sweep {
    paths = List.copyOf(paths);
    points = List.copyOf(points);
  }

  /** A run's sweeps, in the order of their first points. */
  public static List<Sweep> of(RunContents contents) {
    Map<List<String>, List<Experiment>> groups = new LinkedHashMap<>();
    for (Experiment experiment : contents.experiments()) {
      if (!experiment.point().isEmpty()) {
        List<String> key = new ArrayList<>(List.of(experiment.title()));
        experiment.point().forEach(setting -> key.add(setting.path()));
        groups.computeIfAbsent(key, ignored -> new ArrayList<>()).add(experiment);
      }
    }
    return groups.values().stream()
        .map(points ->
            new Sweep(points.getFirst().point().stream().map(Axis.Setting::path).toList(), points))
        .toList();
  }

  /** The axes' names for people: as much of each path's end as tells it from the others. */
  public List<String> names() {
    return paths.stream().map(this::name).toList();
  }

  private String name(String path) {
    String[] keys = path.split("\\.");
    for (int from = keys.length - 1; from > 0; from--) {
      String end = String.join(".", List.of(keys).subList(from, keys.length));
      if (paths.stream().filter(p -> p.equals(end) || p.endsWith("." + end)).count() == 1) {
        return end;
      }
    }
    return path;
  }

  /** A point's value of an axis. */
  public static String value(Experiment point, int axis) {
    return point.point().get(axis).value();
  }

  /** What a point is, as {@code hidden [64], rate 0.1}. */
  public String describe(Experiment point) {
    return describe(point, -1);
  }

  /**
   * The same without one axis.
   *
   * @param without its number; −1: none is left out
   */
  public String describe(Experiment point, int without) {
    return IntStream.range(0, paths.size())
        .filter(axis -> axis != without)
        .mapToObj(axis -> names().get(axis) + " " + value(point, axis))
        .collect(Collectors.joining(", "));
  }

  /** A value as a number, also where it is a list of one; empty if it is none. */
  public static OptionalDouble number(String value) {
    String text = value.strip();
    if (text.startsWith("[") && text.endsWith("]")) {
      text = text.substring(1, text.length() - 1).strip();
    }
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** Whether every value of an axis is a number and there are two of them. */
  public boolean isNumeric(int axis) {
    List<OptionalDouble> numbers =
        points.stream().map(point -> number(value(point, axis))).toList();
    return numbers.stream().allMatch(OptionalDouble::isPresent)
        && numbers.stream().distinct().count() > 1;
  }

  /** The figure that points are ordered by: the last stage's own metric. */
  public Metric metric(RunContents contents) {
    return last(contents, points.getFirst()).ownMetric();
  }

  /** The images that it is measured on. */
  public SetName set(RunContents contents) {
    return Metrics.headlineSet(last(contents, points.getFirst()).stage().measure().sets());
  }

  /** A point's last stage. */
  public static StageContents last(RunContents contents, Experiment point) {
    return contents.stages(point).getLast();
  }

  /** Returns the results of a point; empty if it has not been trained. */
  public Optional<Summary> result(RunContents contents, Experiment point) {
    return last(contents, point).last(set(contents), metric(contents));
  }

  /** The points that have been trained, the least error first. */
  public List<Experiment> ranked(RunContents contents) {
    return points.stream()
        .filter(point -> result(contents, point).isPresent())
        .sorted(Comparator.comparingDouble(p -> result(contents, p).orElseThrow().mean()))
        .toList();
  }

  /**
   * A point's last stage beside another point's, replica by replica: with the same seeds, what both
   * have in common cancels. Empty if one of them has not been trained.
   */
  public Optional<Compared> beside(RunContents contents, Experiment point, Experiment other) {
    StageContents one = last(contents, point);
    StageContents two = last(contents, other);
    return one.results().isEmpty() || two.results().isEmpty() || point.seed() != other.seed()
        ? Optional.empty()
        : Compared.of(
            one.stage(),
            one.results().get(),
            two.stage(),
            two.results().get(),
            set(contents),
            metric(contents));
  }
}
