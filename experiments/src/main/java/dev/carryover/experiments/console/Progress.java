package dev.carryover.experiments.console;

import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.run.Observer;
import java.io.PrintWriter;
import java.util.List;

/** How progress is shown. */
public final class Progress {
  private Progress() {}

  /** Of more experiments than this, lines say how many are done, and nothing of each. */
  public static final int LISTED = 12;

  /**
   * A bar where a person watches a terminal, lines where not; nothing where nobody asked, or lines
   * would be too many to read.
   *
   * @param experiments how many the run has
   */
  public static Observer of(boolean terminal, boolean quiet, int experiments, PrintWriter out) {
    if (quiet || (!terminal && experiments > LISTED)) {
      return Observer.all(List.of());
    }
    return terminal ? new BarProgress() : new LineProgress(out);
  }

  static String replicas(int count) {
    return count == 1 ? "1 replica" : count + " replicas";
  }

  /** What a search decides of a recipe, as {@code rate 0.1, decay 0.0}. */
  static String numbers(Recipe recipe) {
    return "rate %s, decay %s, corruption %s"
        .formatted(recipe.rate(), recipe.decay(), recipe.corruption());
  }

  /** Of the finite ones: in a search, candidates may diverge. */
  static double mean(List<Double> losses) {
    return losses.stream()
        .mapToDouble(Double::doubleValue)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }
}
