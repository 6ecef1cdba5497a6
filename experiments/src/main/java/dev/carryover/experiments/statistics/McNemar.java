package dev.carryover.experiments.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.special.Erf;

/**
 * McNemar's test: whether two classifiers that saw the same test images err equally often, by the
 * images that only one of them misclassifies. It speaks of other images, and of these networks: it
 * knows nothing of other trainings.
 *
 * <p>Sources: McNemar, <i>Note on the sampling error of the difference between correlated
 * proportions or percentages</i>, Psychometrika 12 (1947), 153-157; with Edwards' correction for
 * continuity, Psychometrika 13 (1948), 185-187; for classifiers: Dietterich, <i>Approximate
 * statistical tests for comparing supervised classification learning algorithms</i>, Neural
 * Computation 10 (1998), 1895-1923.
 */
public final class McNemar {
  /** With fewer images than this that tell the two apart, p is exact. */
  static final int FEWEST_FOR_CHI_SQUARED = 25;

  private McNemar() {}

  /**
   * p, two-sided, of one pair of networks: exact by the binomial distribution for few images, else
   * χ² = (|b − c| − 1)²/(b + c) with one degree of freedom; 1 where no image tells them apart.
   *
   * @param onlyFirst b, images that only the first misclassifies
   * @param onlySecond c, images that only the second misclassifies
   * @throws IllegalArgumentException if one is negative
   */
  public static double pValue(int onlyFirst, int onlySecond) {
    if (onlyFirst < 0 || onlySecond < 0) {
      throw new IllegalArgumentException(
          "expected counts of images, found " + onlyFirst + " and " + onlySecond);
    }
    int both = Math.addExact(onlyFirst, onlySecond);
    if (both < FEWEST_FOR_CHI_SQUARED) {
      double tail =
          new BinomialDistribution(both, 0.5)
              .cumulativeProbability(Math.min(onlyFirst, onlySecond));
      return Math.min(1, 2 * tail);
    }
    double excess = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
    return beyond(excess * excess / both);
  }

  /**
   * p, two-sided, of R pairs of networks on the same images. The R answers to one image are not
   * independent, so counting them as if they were R images would make p too small: an image counts
   * as one cluster. χ² = (Σd)²/Σd², d an image's difference over the replicas (Durkalski, Palesch,
   * Lipsitz and Rust, <i>The analysis of clustered matched-pair data</i>, Statistics in Medicine 22
   * (2003), 2417-2428); for few images whose d is not 0, exact by flipping their signs. With one
   * replica the exact p is {@link #pValue(int, int)}'s.
   *
   * @param differences {@code [n]}: in how many replicas only the first network misclassifies the
   *     image, minus in how many only the second does
   */
  public static double pooled(int[] differences) {
    int[] telling = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (telling.length < FEWEST_FOR_CHI_SQUARED) {
      return SignFlips.pValue(telling);
    }
    double sum = Arrays.stream(telling).asDoubleStream().sum();
    double squares = Arrays.stream(telling).asDoubleStream().map(d -> d * d).sum();
    return beyond(sum * sum / squares);
  }

  private static double beyond(double chiSquared) {
    // χ² is a squared normal deviate; this keeps the digits of a tiny p, which 1 − P would lose.
    return Erf.erfc(Math.sqrt(chiSquared / 2));
  }
}
