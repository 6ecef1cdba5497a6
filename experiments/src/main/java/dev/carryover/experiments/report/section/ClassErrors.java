package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One metric class by class, and over all classes.
 *
 * @param classes by set, of each class by metric
 * @param overall by set and then by metric
 */
record ClassErrors(
    Metric metric,
    Map<String, List<Map<String, Summary>>> classes,
    Map<String, Map<String, Summary>> overall) {

  /** The classes that a set has examples of. */
  List<Integer> labels(SetName set) {
    List<Map<String, Summary>> figures = figures(set);
    return IntStream.range(0, figures.size())
        .filter(c -> figures.get(c).containsKey(metric.key()))
        .boxed()
        .toList();
  }

  private List<Map<String, Summary>> figures(SetName set) {
    return Optional.ofNullable(classes.get(set.key())).orElse(List.of());
  }

  /** One class's figure; empty if the set has no example of it. */
  Optional<Summary> of(SetName set, int label) {
    return label < figures(set).size()
        ? Optional.ofNullable(figures(set).get(label).get(metric.key()))
        : Optional.empty();
  }

  /** The figures of the classes that there are, and last that over all; empty if there is none. */
  Optional<List<Summary>> withOverall(SetName set) {
    return StageResults.figure(overall, set, metric)
        .map(all -> {
          List<Summary> summaries = new ArrayList<>();
          labels(set).forEach(label -> of(set, label).ifPresent(summaries::add));
          summaries.add(all);
          return summaries;
        });
  }
}
