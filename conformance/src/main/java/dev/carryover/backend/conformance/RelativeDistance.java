package dev.carryover.backend.conformance;

/** Relative L2 distances, and the one way to judge them. */
public final class RelativeDistance {
  private RelativeDistance() {}

  /**
   * ‖actual − expected‖₂ / ‖expected‖₂ over a range; where expected is all zeros, ‖actual‖₂. NaN
   * anywhere gives NaN.
   */
  public static double l2(double[] expected, double[] actual, int from, int to) {
    double difference = 0;
    double norm = 0;
    for (int i = from; i < to; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(norm == 0 ? difference : difference / norm);
  }

  /**
   * Accepts what is close, so that NaN fails.
   *
   * @throws AssertionError unless {@code distance <= tolerance}
   */
  public static void requireClose(String what, double distance, double tolerance) {
    if (!(distance <= tolerance)) {
      throw new AssertionError(
          "%s: relative L2 distance %.3g, tolerated %.3g".formatted(what, distance, tolerance));
    }
  }
}
