package dev.carryover.experiments.evaluation;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/**
 * What each replica scored on one set.
 *
 * @param values for each metric that applies, {@code [R]}
 */
public record Scores(Map<Metric, List<Double>> values) {

  /** Copies the values. */
  public Scores {
    Map<Metric, List<Double>> copy = new EnumMap<>(Metric.class);
    values.forEach((metric, list) -> copy.put(metric, List.copyOf(list)));
    values = copy;
  }

  /** One replica's score. */
  public double value(Metric metric, int replica) {
    return Objects.requireNonNull(values.get(metric), metric.key()).get(replica);
  }

  /** These scores, with another's for the replicas that a condition names. */
  public Scores updated(Scores other, IntPredicate replicas) {
    Map<Metric, List<Double>> updated = new EnumMap<>(Metric.class);
    values.forEach((metric, list) -> {
      List<Double> merged = new ArrayList<>(list);
      for (int r = 0; r < list.size(); r++) {
        if (replicas.test(r)) {
          merged.set(r, other.value(metric, r));
        }
      }
      updated.put(metric, merged);
    });
    return new Scores(updated);
  }

  private static Range range(Metric metric) {
    return metric.isFraction() ? Range.FRACTION : Range.NONNEGATIVE;
  }

  /** Each metric's summary over the replicas, by the metric's key. */
  public Map<String, Summary> summaries() {
    Map<String, Summary> summaries = new LinkedHashMap<>();
    values.forEach((metric, list) -> summaries.put(metric.key(), Summary.of(list, range(metric))));
    return summaries;
  }
}
