package dev.carryover.experiments.statistics;

import java.util.Optional;
import org.hipparchus.stat.StatUtils;

/**
 * How far the mean figure of R replicas on the same n test images may be from that of all trainings
 * on all images, with its two parts.
 *
 * <p>Let replica r's figure on image i be μ + a<sub>r</sub> + b<sub>i</sub> + c<sub>ri</sub>: a
 * training's, an image's and their own deviation (two crossed random effects; Searle, Casella and
 * McCulloch, <i>Variance Components</i>, 1992, chapter 4). The mean over all R·n has the variance
 * σ<sub>a</sub>²/R + σ<sub>b</sub>²/n + σ<sub>c</sub>²/(R·n). The variance s² between the replicas'
 * means estimates σ<sub>a</sub>² + σ<sub>c</sub>²/n, so <b>s²/R is all but σ<sub>b</sub>²/n</b>,
 * and that does not shrink with R: every replica sees the same images. It is the <b>sampling</b>
 * part. Half-widths are added as squares, to each side its own (Zou and Donner, Statistics in
 * Medicine 27 (2008), 1693-1702).
 *
 * @param training half-width of the 95% interval over trainings, t·s/√R; absent for fewer than
 *     {@link Summary#FEWEST_FOR_INTERVAL} replicas
 * @param sampling half-width of the 95% interval over test images
 * @param total the interval by both; absent where {@code training} is
 */
public record Uncertainty(Optional<Double> training, double sampling, Optional<Interval> total) {

  /**
   * The uncertainty of a mean fraction misclassified, without its images: σ<sub>b</sub>² is at most
   * p(1 − p), which it is when all replicas err on the same images; Wilson's interval has it so.
   *
   * @param images n
   * @throws IllegalArgumentException if the mean lies outside of [0, 1] or there is no image
   */
  public static Uncertainty ofFraction(Summary fraction, int images) {
    WilsonInterval sampling = WilsonInterval.of(fraction.mean(), images);
    Optional<Double> training = fraction.halfWidth();
    return new Uncertainty(training, sampling.halfWidth(), training.map(sampling::combinedWith));
  }

  /**
   * The uncertainty of any mean, or of a difference paired by image, with its images: the variance
   * of the images' means over the replicas estimates σ<sub>b</sub>² + σ<sub>c</sub>²/R, little more
   * than σ<sub>b</sub>². What both members of a pair find hard cancels in a difference.
   *
   * @param images {@code [n]}, n at least 2: each test image's figure, or difference, averaged over
   *     the replicas
   * @param range which values the mean can take
   * @throws IllegalArgumentException if there are fewer images, one is not finite, or their mean is
   *     not the replicas'
   */
  public static Uncertainty ofImages(Summary mean, double[] images, Range range) {
    if (images.length < 2) {
      throw new IllegalArgumentException("expected 2 images or more, found " + images.length);
    }
    double imagesMean = StatUtils.mean(images);
    double apart = Math.abs(imagesMean - mean.mean());
    if (!(apart <= 1e-6 * Math.max(1, Math.abs(mean.mean())))) {
      throw new IllegalArgumentException(
          "expected images whose mean is the replicas', %s, found %s"
              .formatted(mean.mean(), imagesMean));
    }
    double error = Math.sqrt(StatUtils.variance(images) / images.length);
    return of(mean, Quantiles.t(images.length - 1) * error, range);
  }

  /**
   * The uncertainty of a difference of two fractions on the same images, without the images: the
   * variance of an image's difference is at most P(one errs and not the other) − (a − b)², and that
   * probability at most min(a + b, 2 − a − b) (Fréchet, <i>Sur les tableaux de corrélation dont les
   * marges sont données</i>, Annales de l’Université de Lyon A 14 (1951), 53-77). Since both mostly
   * err on the same images, {@link #ofImages} is far narrower.
   *
   * @param difference over the replicas, a − b
   * @param a the first mean fraction
   * @param b the second
   * @param images n
   * @throws IllegalArgumentException if a fraction lies outside of [0, 1], the difference is not
   *     theirs, or there is no image
   */
  public static Uncertainty ofDifference(Summary difference, double a, double b, int images) {
    Range.FRACTION.require("a fraction", a);
    Range.FRACTION.require("a fraction", b);
    if (!(Math.abs(a - b - difference.mean()) <= 1e-9) || images < 1) {
      throw new IllegalArgumentException(
          "expected %s − %s on 1 image or more, found %s on %d"
              .formatted(a, b, difference.mean(), images));
    }
    double variance = Math.min(a + b, 2 - a - b) - (a - b) * (a - b);
    // Rounding can leave it a little below 0.
    double error = Math.sqrt(Math.max(0, variance) / images);
    return of(difference, Quantiles.normal() * error, Range.FRACTION_DIFFERENCE);
  }

  private static Uncertainty of(Summary mean, double sampling, Range range) {
    Optional<Double> training = mean.halfWidth();
    return new Uncertainty(
        training,
        sampling,
        training.map(half -> range.clip(Interval.around(mean.mean(), Math.hypot(half, sampling)))));
  }

  /** Half the width of the interval by both; absent where that is. */
  public Optional<Double> totalHalfWidth() {
    return total.map(Interval::halfWidth);
  }
}
