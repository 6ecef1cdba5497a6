package dev.carryover.experiments.statistics;

import dev.carryover.training.SeedSequence;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * The interval of what has no formula, over other trainings and other test images: replicas are
 * drawn with replacement, then images, the same for all replicas since they saw the same; the
 * statistic is taken of the drawn, and the middle 95% of its values are the interval.
 *
 * <p>Sources: Owen, <i>The pigeonhole bootstrap</i>, Annals of Applied Statistics 1 (2007),
 * 386-411, which shows that it rather over- than understates the variance; percentiles: Efron and
 * Tibshirani, <i>An Introduction to the Bootstrap</i>, 1993, chapter 13.
 *
 * @param resamples how often is drawn
 * @param seeds decide what is drawn; the same seeds give the same bits
 */
public record HierarchicalBootstrap(int resamples, SeedSequence seeds) {
  /** Enough for the ends of a 95% interval to move by little with the seed. */
  public static final int RESAMPLES = 2000;

  private static final String PURPOSE = "bootstrap";

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if less than once is drawn
   */
  public HierarchicalBootstrap {
    if (resamples < 1) {
      throw new IllegalArgumentException("expected 1 resample or more, found " + resamples);
    }
  }

  /** A figure of some replicas on some images. */
  @FunctionalInterface
  public interface Statistic {
    /**
     * The figure.
     *
     * @param replicas {@code [R]}, which were drawn, some more than once
     * @param images {@code [n]}, which were drawn; neither array may be changed or kept
     */
    double of(int[] replicas, int[] images);
  }

  /**
   * The 95% interval of a statistic; absent for fewer than {@link Summary#FEWEST_FOR_INTERVAL}
   * replicas.
   *
   * @param replicas R
   * @param images n
   * @throws IllegalArgumentException if there is no replica or no image, or the statistic is not
   *     finite
   */
  public Optional<Interval> interval(int replicas, int images, Statistic statistic) {
    if (replicas < 1 || images < 1) {
      throw new IllegalArgumentException(
          "expected replicas and images, found " + replicas + " and " + images);
    }
    if (replicas < Summary.FEWEST_FOR_INTERVAL) {
      return Optional.empty();
    }
    double[] values =
        IntStream.range(0, resamples)
            .mapToDouble(resample -> {
              RandomGenerator random = seeds.generator(PURPOSE, resample);
              return Range.REAL.require(
                  "a statistic", statistic.of(drawn(random, replicas), drawn(random, images)));
            })
            .toArray();
    Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
    percentile.setData(values);
    double tail = 100 * (1 - Quantiles.CONFIDENCE) / 2;
    return Optional.of(new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail)));
  }

  /**
   * The 95% interval of a mean.
   *
   * @param values {@code [R][n]}, each replica's figure, or paired difference, on each image
   */
  public Optional<Interval> mean(double[][] values) {
    return interval(
        values.length,
        values[0].length,
        (replicas, images) ->
            Arrays.stream(replicas)
                    .mapToDouble(r -> Arrays.stream(images).mapToDouble(i -> values[r][i]).sum())
                    .sum()
                / ((double) replicas.length * images.length));
  }

  private static int[] drawn(RandomGenerator random, int count) {
    return random.ints(count, 0, count).toArray();
  }
}
