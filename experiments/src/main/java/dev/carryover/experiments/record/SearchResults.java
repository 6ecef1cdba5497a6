package dev.carryover.experiments.record;

import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds the results of a search for a stage's recipe, as {@code run.json} has them.
 *
 * @param metric the key of the figure that decided, on the validation examples
 * @param candidates all of them, in their order
 * @param chosen the number of the one that the stage was trained with, 0 the first
 */
public record SearchResults(String metric, List<Candidate> candidates, int chosen) {

  /**
   * @throws IllegalArgumentException if the chosen one is none of them
   */
  public SearchResults {
    candidates = List.copyOf(candidates);
    if (chosen < 0 || chosen >= candidates.size()) {
      throw new IllegalArgumentException(
          "expected a choice among %d candidates, found %d".formatted(candidates.size(), chosen));
    }
  }

  /**
   * One candidate.
   *
   * @param rate its learning rate
   * @param decay its weight decay
   * @param corruption the fraction of the inputs that is masked
   * @param validation the figure over its replicas; absent where a loss ceased to be finite
   * @param dropped after how many epochs it was given up, with this figure; absent if it was not
   */
  public record Candidate(
      double rate,
      double decay,
      double corruption,
      Optional<Summary> validation,
      OptionalInt dropped) {}

  /** Returns the results of a search. */
  public static SearchResults of(SearchOutcome outcome) {
    Range range = outcome.metric().isFraction() ? Range.FRACTION : Range.NONNEGATIVE;
    return new SearchResults(
        outcome.metric().key(),
        outcome.candidates().stream()
            .map(found ->
                new Candidate(
                    found.recipe().rate(),
                    found.recipe().decay(),
                    found.recipe().corruption(),
                    found.values().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Summary.of(found.values(), range)),
                    found.dropped()))
            .toList(),
        outcome.chosen());
  }

  /** The one that was chosen. */
  public Candidate choice() {
    return candidates.get(chosen);
  }
}
