package dev.carryover.experiments.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * A figure over R replicas. Its interval says how well R trainings determine the mean on the given
 * images; what other images would change is said by {@link Uncertainty}.
 *
 * <p>Source of the interval: Student, <i>The probable error of a mean</i>, Biometrika 6 (1908),
 * 1-25.
 *
 * @param mean their mean
 * @param sd their standard deviation, with R − 1 as divisor; 0 for one replica
 * @param low where the 95% confidence interval of the mean begins, mean − t·sd/√R with R − 1
 *     degrees of freedom; absent for fewer than {@link #FEWEST_FOR_INTERVAL} replicas
 * @param high where it ends
 * @param replicas each replica's figure
 */
public record Summary(
    double mean, double sd, Optional<Double> low, Optional<Double> high, List<Double> replicas) {
  /**
   * The smallest R that gets an interval, a test or a verdict. With fewer, t is so large and sd so
   * unsure that an interval would mislead more than it tells.
   */
  public static final int FEWEST_FOR_INTERVAL = 5;

  /** Copies the figures. */
  public Summary {
    replicas = List.copyOf(replicas);
  }

  /**
   * The summary of figures that can be any number.
   *
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public static Summary of(List<Double> values) {
    return of(values, Range.REAL);
  }

  /**
   * The summary of fractions; its interval stays within [0, 1].
   *
   * @throws IllegalArgumentException if there is none, or one lies outside of [0, 1]
   */
  public static Summary ofFraction(List<Double> values) {
    return of(values, Range.FRACTION);
  }

  /**
   * The summary of the given figures, its interval clipped to their range.
   *
   * @throws IllegalArgumentException if there is none, or one is not finite or outside of the range
   */
  public static Summary of(List<Double> values, Range range) {
    if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("expected finite figures, found " + values);
    }
    values.forEach(value -> range.require("figures", value));
    StreamingStatistics statistics = new StreamingStatistics();
    values.forEach(statistics::addValue);
    double mean = statistics.getMean();
    double sd = values.size() == 1 ? 0 : statistics.getStandardDeviation();
    Optional<Interval> interval =
        halfWidth(sd, values.size()).map(half -> range.clip(Interval.around(mean, half)));
    return new Summary(mean, sd, interval.map(Interval::low), interval.map(Interval::high), values);
  }

  /**
   * The summary of a − b, replica by replica: with paired seeds, what both have in common cancels.
   *
   * @throws IllegalArgumentException if they differ in their number of replicas
   */
  public static Summary ofDifference(Summary a, Summary b) {
    if (a.count() != b.count()) {
      throw new IllegalArgumentException(
          "cannot pair %d replicas with %d".formatted(a.count(), b.count()));
    }
    return of(
        IntStream.range(0, a.count())
            .mapToObj(r -> a.replicas.get(r) - b.replicas.get(r))
            .toList());
  }

  /** The number of replicas, R. */
  public int count() {
    return replicas.size();
  }

  /** Whether R is enough for intervals, tests and verdicts. */
  public boolean supportsInterval() {
    return count() >= FEWEST_FOR_INTERVAL;
  }

  /** The interval of the mean; absent for fewer than {@link #FEWEST_FOR_INTERVAL} replicas. */
  public Optional<Interval> interval() {
    return low.map(from -> new Interval(from, high.orElseThrow()));
  }

  /** Half the width of the mean's interval before it is clipped, t·sd/√R; absent where that is. */
  public Optional<Double> halfWidth() {
    return halfWidth(sd, count());
  }

  private static Optional<Double> halfWidth(double sd, int count) {
    return count < FEWEST_FOR_INTERVAL
        ? Optional.empty()
        : Optional.of(Quantiles.t(count - 1) * sd / Math.sqrt(count));
  }
}
