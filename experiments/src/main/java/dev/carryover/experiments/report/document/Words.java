package dev.carryover.experiments.report.document;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How things are called in a report. */
public final class Words {
  private Words() {}

  /** A text with a capital at its beginning. */
  public static String capitalized(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** {@code 1 replica}, {@code 3 replicas}. */
  public static String replicas(int count) {
    return count(count, "replica");
  }

  /** {@code 1 image}, {@code 1,000 images}. */
  public static String count(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String list(List<String> items) {
    return items.size() < 2
        ? String.join("", items)
        : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }

  /** Whole numbers, runs of three and more as {@code 0 to 4}. */
  public static String numbers(List<Integer> numbers) {
    List<Integer> sorted = numbers.stream().sorted().toList();
    boolean run = sorted.size() > 2 && sorted.getLast() - sorted.getFirst() == sorted.size() - 1;
    return run
        ? sorted.getFirst() + " to " + sorted.getLast()
        : list(sorted.stream().map(n -> Integer.toString(n)).collect(Collectors.toList()));
  }

  /** What a line over epochs and its band are. */
  public static String band(int replicas) {
    return replicas == 1
        ? "One replica."
        : "Line: mean of %d replicas; band: from the least to the greatest.".formatted(replicas);
  }

  /**
   * What is written behind a mean, or drawn around it.
   *
   * @param intervals whether there are intervals
   */
  public static String intervals(int replicas, boolean intervals) {
    if (replicas == 1) {
      return "One replica.";
    }
    return intervals
        ? "Mean of %d replicas with its 95%% interval.".formatted(replicas)
        : "Mean of %d replicas, too few for an interval.".formatted(replicas);
  }
}
