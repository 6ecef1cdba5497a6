package dev.carryover.experiments.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's correction: among m tests of one family, the chance of even one false finding stays below
 * 5%, whatever the tests have in common.
 *
 * <p>Source: Holm, <i>A simple sequentially rejective multiple test procedure</i>, Scandinavian
 * Journal of Statistics 6 (1979), 65-70.
 */
public final class Holm {
  private Holm() {}

  /**
   * Adjusted p-values in the given order, to be held against 0.05 each: the k-th smallest is
   * multiplied by m − k + 1, and none is below a smaller one's, nor above 1.
   *
   * @param pValues of the family, {@code [m]}
   * @throws IllegalArgumentException if one lies outside of [0, 1]
   */
  public static List<Double> adjusted(List<Double> pValues) {
    pValues.forEach(p -> Range.FRACTION.require("a p-value", p));
    int count = pValues.size();
    List<Integer> ascending =
        IntStream.range(0, count).boxed().sorted(Comparator.comparing(pValues::get)).toList();
    double[] adjusted = new double[count];
    double least = 0;
    for (int k = 0; k < count; k++) {
      least = Math.max(least, Math.min(1, (count - k) * pValues.get(ascending.get(k))));
      adjusted[ascending.get(k)] = least;
    }
    return Arrays.stream(adjusted).boxed().toList();
  }
}
