package dev.carryover.experiments.statistics;

import java.util.Optional;

/**
 * A published figure, judged by what it is a figure of. One rule for all kinds: the measured
 * replicas give an interval of published figures that they agree with, and the published figure
 * lies in it or not, as far as its printed digits tell. Data, epochs and protocol must be the
 * published ones; that is for the caller to know.
 */
public sealed interface Published {
  /** The figure as it is printed. */
  double value();

  /** How far from the true figure the printed one may be: half a unit of its last digit. */
  double rounding();

  /**
   * The published figures that measured replicas agree with, before rounding; absent for fewer than
   * {@link Summary#FEWEST_FOR_INTERVAL} replicas.
   *
   * @param measured the figure over our replicas, in the published figure's unit
   * @param images how many test images it was measured on
   */
  Optional<Interval> agreeing(Summary measured, int images);

  /** Judges the published figure by {@link #agreeing} and its rounding. */
  default Verdict judge(Summary measured, int images) {
    return agreeing(measured, images)
        .map(interval -> interval.widened(rounding()).contains(value()))
        .map(inside -> inside ? Verdict.AGREES : Verdict.DIFFERS)
        .orElse(Verdict.NO_VERDICT);
  }

  /** The rounding of a figure that is printed with so many decimals. */
  static double roundingOf(int decimals) {
    return 0.5 * Math.pow(10, -decimals);
  }

  /**
   * One run's figure: it agrees when it lies in the 95% prediction interval of one more run, mean ±
   * t·sd·√(1 + 1/R) with R − 1 degrees of freedom, clipped to its range.
   *
   * <p>Source: Hahn and Meeker, <i>Statistical Intervals</i>, 1991, chapter 4.
   *
   * @param range which values the figure can take
   */
  record SingleRun(double value, double rounding, Range range) implements Published {
    /**
     * Checks the figure.
     *
     * @throws IllegalArgumentException if it is out of its range or its rounding is negative
     */
    public SingleRun {
      range.require("a published figure", value);
      Range.NONNEGATIVE.require("a rounding", rounding);
    }

    @Override
    public Optional<Interval> agreeing(Summary measured, int images) {
      return prediction(measured).map(half -> range.clip(Interval.around(measured.mean(), half)));
    }
  }

  /**
   * A mean ± sd over seeds: it agrees when Welch's test of the two means has p ≥ 0.05, which is
   * when it lies within t·√(sd²/R + sd'²/n) of ours, with the degrees of freedom of Welch and
   * Satterthwaite; clipped to its range.
   *
   * <p>Source: Welch, <i>The generalization of “Student’s” problem when several different
   * population variances are involved</i>, Biometrika 34 (1947), 28-35.
   *
   * @param value the mean
   * @param sd the standard deviation over the seeds, not the mean's standard error
   * @param seeds n, at least 2
   */
  record OverSeeds(double value, double sd, int seeds, double rounding, Range range)
      implements Published {
    /**
     * Checks the figure.
     *
     * @throws IllegalArgumentException if it is out of its range, its sd or rounding is negative,
     *     or the seeds are fewer than 2
     */
    public OverSeeds {
      range.require("a published figure", value);
      Range.NONNEGATIVE.require("a rounding", rounding);
      Range.NONNEGATIVE.require("a standard deviation", sd);
      if (seeds < 2) {
        throw new IllegalArgumentException("expected 2 seeds or more, found " + seeds);
      }
    }

    @Override
    public Optional<Interval> agreeing(Summary measured, int images) {
      if (!measured.supportsInterval()) {
        return Optional.empty();
      }
      double ours = measured.sd() * measured.sd() / measured.count();
      double theirs = sd * sd / seeds;
      double sum = ours + theirs;
      if (sum == 0) {
        return Optional.of(new Interval(measured.mean(), measured.mean()));
      }
      double degreesOfFreedom =
          sum * sum / (ours * ours / (measured.count() - 1) + theirs * theirs / (seeds - 1));
      double half = Quantiles.t(degreesOfFreedom) * Math.sqrt(sum);
      return Optional.of(range.clip(Interval.around(measured.mean(), half)));
    }
  }

  /**
   * One run's fraction ± the 95% half-width that its number of test images gives it. It agrees when
   * the difference from ours is no greater than three uncertainties together: the published
   * half-width, that of one more training ({@link SingleRun}), and Wilson's of our test images.
   * They are added as squares, to each side its own: Zou and Donner, <i>Construction of confidence
   * limits about effect measures: a general approach</i>, Statistics in Medicine 27 (2008),
   * 1693-1702. Where both are the same test images, the two sampling parts have much in common and
   * the interval is wider than it need be.
   *
   * @param halfWidth of the published 95% interval
   */
  record OfTestSet(double value, double halfWidth, double rounding) implements Published {
    /**
     * Checks the figure.
     *
     * @throws IllegalArgumentException if it lies outside of [0, 1], or its half-width or rounding
     *     is negative
     */
    public OfTestSet {
      Range.FRACTION.require("a published fraction", value);
      Range.NONNEGATIVE.require("a rounding", rounding);
      Range.NONNEGATIVE.require("a half-width", halfWidth);
    }

    @Override
    public Optional<Interval> agreeing(Summary measured, int images) {
      return prediction(measured)
          .map(training -> Math.hypot(training, halfWidth))
          .map(half -> WilsonInterval.of(measured.mean(), images).combinedWith(half));
    }
  }

  private static Optional<Double> prediction(Summary measured) {
    return measured.halfWidth().map(half -> half * Math.sqrt(measured.count() + 1.0));
  }
}
