package dev.carryover.experiments.statistics;

/** The values that a figure can take at all; an interval beyond them would say nothing. */
public enum Range {
  /** Any real number. */
  REAL(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY),
  /** Nothing below 0, as a squared error. */
  NONNEGATIVE(0, Double.POSITIVE_INFINITY),
  /** From 0 to 1, as the fraction of images that are misclassified. */
  FRACTION(0, 1),
  /** From −1 to 1: one fraction minus another. */
  FRACTION_DIFFERENCE(-1, 1);

  private final double least;
  private final double greatest;

  Range(double least, double greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /** Whether a figure can have this value; never so for NaN and infinities. */
  public boolean admits(double value) {
    return Double.isFinite(value) && least <= value && value <= greatest;
  }

  /** The part of an interval that lies in this range; its nearest end where none does. */
  public Interval clip(Interval interval) {
    return new Interval(
        Math.clamp(interval.low(), least, greatest), Math.clamp(interval.high(), least, greatest));
  }

  /**
   * The value itself.
   *
   * @param what it is, for the message
   * @throws IllegalArgumentException if it lies outside of this range
   */
  double require(String what, double value) {
    if (!admits(value)) {
      throw new IllegalArgumentException(
          "expected %s from %s to %s, found %s".formatted(what, least, greatest, value));
    }
    return value;
  }
}
