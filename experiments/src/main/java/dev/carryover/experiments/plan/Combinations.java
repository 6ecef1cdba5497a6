package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * All the ways to choose so many of the given items, whatever their order: n! / (k! (n − k)!) lists
 * of k of n items.
 *
 * @param of the n items, as each would stand in a list of the file
 * @param size k, how many are chosen
 */
public record Combinations(List<String> of, int size) {
  /** Each is an experiment of its own; more than this are hardly meant. */
  private static final int MOST = 10_000;

  /**
   * @throws InvalidPlanException if an item stands twice, there are fewer items than are to be
   *     chosen, or there are more than 10,000 ways
   */
  public Combinations {
    of = List.copyOf(of);
    require(of.stream().distinct().count() == of.size(), "of", "each item once", of);
    require(
        size >= 1 && size <= of.size(),
        "size",
        "from 1 to the %d items".formatted(of.size()),
        size);
    BigInteger ways = ways(of.size(), size);
    require(
        ways.compareTo(BigInteger.valueOf(MOST)) <= 0,
        "size",
        "a size of which there are at most %d combinations".formatted(MOST),
        "%d, of which there are %d".formatted(size, ways));
  }

  private static BigInteger ways(int items, int size) {
    BigInteger ways = BigInteger.ONE;
    for (int i = 1; i <= size; i++) {
      ways = ways.multiply(BigInteger.valueOf(items - size + i)).divide(BigInteger.valueOf(i));
    }
    return ways;
  }

  /** The combinations as lists of the file, for example {@code [0, 2, 3]}, in the items' order. */
  public List<String> values() {
    List<String> values = new ArrayList<>();
    choose(0, List.of(), values);
    return values;
  }

  private void choose(int from, List<String> chosen, List<String> values) {
    if (chosen.size() == size) {
      values.add("[" + String.join(", ", chosen) + "]");
      return;
    }
    for (int i = from; i <= of.size() - (size - chosen.size()); i++) {
      List<String> more = new ArrayList<>(chosen);
      more.add(of.get(i));
      choose(i + 1, more, values);
    }
  }
}
