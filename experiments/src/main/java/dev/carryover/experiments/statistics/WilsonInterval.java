package dev.carryover.experiments.statistics;

import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * What n test images alone leave open about one network's error: Wilson's 95% score interval of a
 * fraction. Unlike p ± 1.96·√(p(1 − p)/n) it stays within [0, 1] and has a width at p = 0.
 *
 * <p>Source: Wilson, <i>Probable inference, the law of succession, and statistical inference</i>,
 * Journal of the American Statistical Association 22 (1927), 209-212; recommended by Brown, Cai and
 * DasGupta, <i>Interval estimation for a binomial proportion</i>, Statistical Science 16 (2001),
 * 101-133.
 *
 * @param fraction p, what was seen
 * @param interval of the fraction among all images
 */
public record WilsonInterval(double fraction, Interval interval) {

  /**
   * The interval of a fraction that was seen in so many images.
   *
   * @throws IllegalArgumentException if the fraction lies outside of [0, 1] or there is no image
   */
  public static WilsonInterval of(double fraction, int images) {
    Range.FRACTION.require("a fraction", fraction);
    if (images < 1) {
      throw new IllegalArgumentException("expected 1 image or more, found " + images);
    }
    ConfidenceInterval found =
        BinomialProportion.getWilsonScoreInterval(images, fraction, Quantiles.CONFIDENCE);
    // At the fractions 0 and 1 the library's ends miss them by rounding, to either side.
    double low = Math.min(found.getLowerBound(), fraction);
    double high = Math.max(found.getUpperBound(), fraction);
    return new WilsonInterval(fraction, Range.FRACTION.clip(new Interval(low, high)));
  }

  /** Half its width: 1.6 points for 7% of 1,000 images. */
  public double halfWidth() {
    return interval.halfWidth();
  }

  /** This interval with an independent uncertainty added as squares to each side; within [0, 1]. */
  Interval combinedWith(double half) {
    return Range.FRACTION.clip(
        new Interval(
            fraction - Math.hypot(fraction - interval.low(), half),
            fraction + Math.hypot(interval.high() - fraction, half)));
  }
}
