package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The recipes among which a stage's is chosen: every combination of the listed values is a
 * candidate. All candidates train together, each in replicas of its own that start and visit
 * examples as the stage's first replicas do; the one whose figure on the validation examples is
 * least in the mean over its replicas is the stage's recipe.
 *
 * @param rate learning rates; empty: the recipe's own
 * @param decay weight decays; empty: the recipe's own
 * @param corruption fractions of the inputs that are masked; empty: the recipe's own
 * @param replicas S of each candidate, at most as many as the experiment has
 * @param epochs as many as candidates train at most; absent: the recipe's own
 * @param halving η of successive halving: all but the best 1/η of the candidates are dropped early,
 *     round after round; absent: all train to the end
 */
public record Search(
    List<Double> rate,
    List<Double> decay,
    List<Double> corruption,
    int replicas,
    OptionalInt epochs,
    OptionalInt halving) {

  /**
   * @throws InvalidPlanException if there is nothing to choose from, a value is out of its range or
   *     stands twice, or there is to be no replica or epoch
   */
  public Search {
    rate = List.copyOf(rate);
    decay = List.copyOf(decay);
    corruption = List.copyOf(corruption);
    requireValues("rate", rate, Float.MAX_VALUE, "finite numbers of at least 0");
    requireValues("decay", decay, Float.MAX_VALUE, "finite numbers of at least 0");
    requireValues("corruption", corruption, 1, "fractions of at least 0 and less than 1");
    require(
        rate.size() > 1 || decay.size() > 1 || corruption.size() > 1,
        "rate",
        "two values or more of rate, decay or corruption to choose from",
        rate);
    require(replicas >= 1, "replicas", "at least 1 of each candidate", replicas);
    require(epochs.isEmpty() || epochs.getAsInt() >= 1, "epochs", "at least 1", epochs.orElse(0));
    require(
        halving.isEmpty() || halving.getAsInt() >= 2,
        "halving",
        "at least 2, so that some candidates are dropped",
        halving.orElse(0));
  }

  private static void requireValues(
      String key, List<Double> values, double below, String expected) {
    for (double value : values) {
      require(value >= 0 && value < below, key, expected, value);
    }
    require(values.stream().distinct().count() == values.size(), key, "each value once", values);
  }

  /** The candidates, in the order of the lists, the last list's values next to each other. */
  public List<Recipe> candidates(Recipe recipe) {
    List<Recipe> candidates = new ArrayList<>();
    for (double r : rate.isEmpty() ? List.of(recipe.rate()) : rate) {
      for (double d : decay.isEmpty() ? List.of(recipe.decay()) : decay) {
        for (double c : corruption.isEmpty() ? List.of(recipe.corruption()) : corruption) {
          candidates.add(recipe.with(r, d, c));
        }
      }
    }
    return candidates;
  }
}
