package dev.carryover.experiments.console;

import dev.carryover.experiments.run.Observer;
import java.io.PrintWriter;
import java.util.List;

/** How progress is shown. */
public final class Progress {
  private Progress() {}

  /** A bar where a person watches a terminal, lines where not, nothing where nobody asked. */
  public static Observer of(boolean terminal, boolean quiet, PrintWriter out) {
    if (quiet) {
      return Observer.all(List.of());
    }
    return terminal ? new BarProgress() : new LineProgress(out);
  }

  static String replicas(int count) {
    return count == 1 ? "1 replica" : count + " replicas";
  }

  static double mean(List<Double> losses) {
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
