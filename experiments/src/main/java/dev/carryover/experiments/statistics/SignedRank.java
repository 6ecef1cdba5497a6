package dev.carryover.experiments.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Wilcoxon's signed-rank test: whether paired differences lie about 0, by their ranks, whatever
 * their distribution. Differences of 0 are left out; equal ones share their mean rank.
 *
 * <p>Exact for every number of pairs, with ties too. The library's own test takes 2ⁿ steps, refuses
 * more than 30 pairs, gives p above 1 and takes ranks for untied that are not; so only the ranks
 * are its. With 5 pairs p is at least 1/16: to be below 0.05 takes 6.
 *
 * <p>Source: Wilcoxon, <i>Individual comparisons by ranking methods</i>, Biometrics Bulletin 1
 * (1945), 80-83.
 */
public final class SignedRank {
  private SignedRank() {}

  /**
   * p, two-sided; 1 where all differences are 0. Time grows as n³.
   *
   * @throws IllegalArgumentException if a difference is not finite
   */
  public static double pValue(double[] differences) {
    for (double difference : differences) {
      Range.REAL.require("a difference", difference);
    }
    double[] some = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
    if (some.length == 0) {
      return 1;
    }
    double[] distances = Arrays.stream(some).map(Math::abs).toArray();
    double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).rank(distances);
    // Mean ranks are whole or halves, so twice a rank is whole.
    return SignFlips.pValue(
        IntStream.range(0, some.length)
            .map(i -> (int) Math.round(Math.copySign(2 * ranks[i], some[i])))
            .toArray());
  }
}
