package dev.carryover.experiments.statistics;

/**
 * An interval on the real line, both ends included.
 *
 * @param low where it begins
 * @param high where it ends, not below {@code low}
 */
public record Interval(double low, double high) {

  /**
   * Checks the ends.
   *
   * @throws IllegalArgumentException if an end is not finite or they are out of order
   */
  public Interval {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new IllegalArgumentException(
          "expected two finite ends in order, found " + low + " and " + high);
    }
  }

  /** The interval from {@code center} − {@code half} to {@code center} + {@code half}. */
  public static Interval around(double center, double half) {
    return new Interval(center - half, center + half);
  }

  /** Half of its width. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /** Whether a value lies inside or on an end; never so for NaN. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** This interval with {@code margin} more at both ends. */
  public Interval widened(double margin) {
    return new Interval(low - margin, high + margin);
  }
}
