package dev.carryover.experiments.statistics;

import java.util.Arrays;

/**
 * The exact test that whole numbers are as likely to be above 0 as below, each at its distance: all
 * 2ⁿ ways to give them signs are equally likely, and p is the share of those whose sum is as far
 * from 0 as the observed one.
 *
 * <p>Source: Fisher, <i>The Design of Experiments</i>, 1935, section 21. The ways are not listed
 * but counted by sum, number by number: time n·S and memory S, S the sum of all distances.
 */
final class SignFlips {
  private SignFlips() {}

  /** p, two-sided; 1 where there is no number but 0. */
  static double pValue(int[] numbers) {
    int all = Arrays.stream(numbers).map(Math::abs).reduce(0, Math::addExact);
    int observed = Math.abs(Arrays.stream(numbers).sum());
    // By the sum of those that are above 0: the sum of all signed ones is 2 · that − all.
    double[] probability = new double[all + 1];
    probability[0] = 1;
    int reached = 0;
    for (int number : numbers) {
      int distance = Math.abs(number);
      reached += distance;
      if (distance > 0) {
        for (int sum = reached; sum >= 0; sum--) {
          double raised = sum < distance ? 0 : probability[sum - distance];
          probability[sum] = (probability[sum] + raised) / 2;
        }
      }
    }
    double p = 0;
    for (int sum = 0; sum <= all; sum++) {
      if (Math.abs(2L * sum - all) >= observed) {
        p += probability[sum];
      }
    }
    return Math.min(1, p);
  }
}
