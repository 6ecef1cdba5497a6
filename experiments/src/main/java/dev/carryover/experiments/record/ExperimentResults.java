package dev.carryover.experiments.record;

import dev.carryover.experiments.plan.Comparison;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an experiment has come to so far, as it stands in {@code run.json}; what was not run is
 * absent.
 *
 * @param stages by the stage's key
 * @param grafts by the graft's key
 * @param comparisons those whose stages have both been measured
 * @param searches how stages' recipes were chosen, by the stage's key; absent where none was
 */
public record ExperimentResults(
    Map<String, StageResults> stages,
    Map<String, GraftResults> grafts,
    List<Difference> comparisons,
    Optional<Map<String, SearchResults>> searches) {

  /** Nothing run yet. */
  public static final ExperimentResults NONE =
      new ExperimentResults(Map.of(), Map.of(), List.of(), Optional.empty());

  /** Copies the list. */
  public ExperimentResults {
    comparisons = List.copyOf(comparisons);
  }

  /**
   * a − b, replica by replica.
   *
   * @param a one stage's key
   * @param b the other's
   * @param set on which images
   * @param metric which figure
   * @param difference over the replicas
   */
  public record Difference(String a, String b, String set, String metric, Summary difference) {}

  /** A stage's results; empty if there are none yet. */
  public Optional<StageResults> stage(String key) {
    return Optional.ofNullable(stages.get(key));
  }

  /** Results with the comparisons of an experiment that they make possible. */
  public static ExperimentResults of(
      Experiment experiment,
      Map<String, StageResults> stages,
      Map<String, GraftResults> grafts,
      Map<String, SearchResults> searches) {
    return new ExperimentResults(
        new LinkedHashMap<>(stages),
        new LinkedHashMap<>(grafts),
        differences(experiment, stages),
        searches.isEmpty() ? Optional.empty() : Optional.of(new LinkedHashMap<>(searches)));
  }

  /** How a stage's recipe was chosen; empty where it was not. */
  public Optional<SearchResults> search(String stage) {
    return searches.flatMap(found -> Optional.ofNullable(found.get(stage)));
  }

  private static List<Difference> differences(
      Experiment experiment, Map<String, StageResults> stages) {
    List<Difference> differences = new ArrayList<>();
    for (SetName set : List.of(SetName.TEST, SetName.FULL_TEST)) {
      for (Comparison comparison : experiment.comparisons()) {
        Metric metric = metric(experiment, comparison);
        Optional<Summary> a = figure(stages, comparison.a(), set, metric);
        Optional<Summary> b = figure(stages, comparison.b(), set, metric);
        if (a.isPresent() && b.isPresent()) {
          differences.add(
              new Difference(
                  comparison.a(),
                  comparison.b(),
                  set.key(),
                  metric.key(),
                  Summary.ofDifference(a.get(), b.get())));
        }
      }
    }
    return differences;
  }

  private static Metric metric(Experiment experiment, Comparison comparison) {
    return comparison
        .metric()
        .orElseGet(() -> experiment.stage(comparison.a()).orElseThrow().metric());
  }

  private static Optional<Summary> figure(
      Map<String, StageResults> stages, String key, SetName set, Metric metric) {
    return Optional.ofNullable(stages.get(key)).flatMap(results -> results.last(set, metric));
  }
}
