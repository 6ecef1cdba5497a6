package dev.carryover.program;

/** What a 32-bit float can hold: all backends but the reference compute in them. */
final class Float32 {
  private Float32() {}

  /** Whether a value of at least 0 stays what it is but for rounding: 0, or a normal number. */
  static boolean holds(double value) {
    float rounded = (float) value;
    return value == 0 || (rounded >= Float.MIN_NORMAL && rounded <= Float.MAX_VALUE);
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException unless it is 0 or between the smallest and the largest normal
   *     number
   */
  static double require(String name, double value) {
    if (!holds(value)) {
      throw new IllegalArgumentException(
          "%s must be 0 or within the range of 32-bit floats, %.2g to %.2g, found %s"
              .formatted(name, Float.MIN_NORMAL, Float.MAX_VALUE, value));
    }
    return value;
  }
}
