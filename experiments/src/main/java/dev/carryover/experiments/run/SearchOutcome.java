package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Recipe;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a search came to.
 *
 * @param metric what decided, on the validation examples
 * @param candidates in their order
 */
public record SearchOutcome(Metric metric, List<Candidate> candidates) {

  /** Copies the list. */
  public SearchOutcome {
    candidates = List.copyOf(candidates);
  }

  /**
   * One candidate.
   *
   * @param recipe how it was trained
   * @param values of the metric, one for each of its replicas; none if the loss of one of them
   *     ceased to be finite
   * @param dropped after how many epochs it was given up, with these values; empty: it was not
   */
  public record Candidate(Recipe recipe, List<Double> values, OptionalInt dropped) {

    /** Copies the list. */
    public Candidate {
      values = List.copyOf(values);
    }

    private double mean() {
      return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
  }

  /**
   * The number of the candidate whose mean is least of those that were not dropped, the first of
   * several.
   *
   * @throws BackendException if the losses of all ceased to be finite
   */
  public int chosen() {
    return candidates.stream()
        .filter(candidate -> !candidate.values().isEmpty() && candidate.dropped().isEmpty())
        .min(Comparator.comparingDouble(Candidate::mean))
        .map(candidates::indexOf)
        .orElseThrow(() ->
            new BackendException(
                "expected a candidate of the search with finite losses, found none of %d"
                    .formatted(candidates.size())));
  }
}
