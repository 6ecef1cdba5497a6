package dev.carryover.experiments.run;

import java.util.random.RandomGenerator;

/** Draws without replacement. */
final class Draw {
  private Draw() {}

  /** The numbers below n in random order, by Fisher and Yates' shuffle (Durstenfeld 1964). */
  static int[] of(int n, RandomGenerator random) {
    int[] drawn = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      drawn[i] = drawn[j];
      drawn[j] = i;
    }
    return drawn;
  }
}
