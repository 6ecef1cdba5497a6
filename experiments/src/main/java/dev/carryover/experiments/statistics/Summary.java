package dev.carryover.experiments.statistics;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.StreamingStatistics;

/**
 * A figure over R replicas.
 *
 * @param mean their mean
 * @param sd their standard deviation, with R − 1 as divisor; 0 for one replica
 * @param low where the 95% confidence interval of the mean begins, by Student's t with R − 1
 *     degrees of freedom; absent for one replica
 * @param high where it ends
 * @param replicas each replica's figure
 */
public record Summary(
    double mean, double sd, Optional<Double> low, Optional<Double> high, List<Double> replicas) {
  private static final double CONFIDENCE = 0.95;

  /** Copies the figures. */
  public Summary {
    replicas = List.copyOf(replicas);
  }

  /**
   * The summary of the given figures.
   *
   * @throws IllegalArgumentException if there is none, or one is not finite
   */
  public static Summary of(List<Double> values) {
    if (values.isEmpty() || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("expected finite figures, found " + values);
    }
    StreamingStatistics statistics = new StreamingStatistics();
    values.forEach(statistics::addValue);
    double mean = statistics.getMean();
    if (values.size() == 1) {
      return new Summary(mean, 0, Optional.empty(), Optional.empty(), values);
    }
    double sd = statistics.getStandardDeviation();
    double half = t(values.size()) * sd / Math.sqrt(values.size());
    return new Summary(mean, sd, Optional.of(mean - half), Optional.of(mean + half), values);
  }

  /**
   * The summary of a − b, replica by replica: with paired seeds, what both have in common cancels.
   *
   * @throws IllegalArgumentException if they differ in their number of replicas
   */
  public static Summary ofDifference(Summary a, Summary b) {
    if (a.replicas.size() != b.replicas.size()) {
      throw new IllegalArgumentException(
          "cannot pair %d replicas with %d".formatted(a.replicas.size(), b.replicas.size()));
    }
    return of(
        IntStream.range(0, a.replicas.size())
            .mapToObj(r -> a.replicas.get(r) - b.replicas.get(r))
            .toList());
  }

  private static double t(int replicas) {
    return new TDistribution(replicas - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
  }

  /**
   * Whether one more replica's figure could well be this: it lies in the 95% prediction interval,
   * mean ± t·sd·√(1 + 1/R). Empty for one replica.
   *
   * @param rounding how far from the true figure it may be printed
   */
  public Optional<Boolean> agreesWith(double single, double rounding) {
    if (low.isEmpty()) {
      return Optional.empty();
    }
    int count = replicas.size();
    double half = t(count) * sd * Math.sqrt(1 + 1.0 / count);
    return Optional.of(Math.abs(single - mean) <= half + rounding);
  }

  /** Whether a figure lies inside the interval; empty where there is none. */
  public Optional<Boolean> contains(double value) {
    return low.map(from -> from <= value && value <= high.orElseThrow());
  }
}
