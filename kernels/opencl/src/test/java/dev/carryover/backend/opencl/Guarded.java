package dev.carryover.backend.opencl;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Arrays with guard zones: every value that no kernel may write, or depend on, is {@link #POISON}.
 * A result that used one is NaN; one that was written over is found by its bits.
 */
final class Guarded {
  static final int POISON_BITS = 0x7fc0_dead;
  static final float POISON = Float.intBitsToFloat(POISON_BITS);

  private Guarded() {}

  /** An array of poison. */
  static float[] poisoned(long length) {
    float[] values = new float[Math.toIntExact(length)];
    Arrays.fill(values, POISON);
    return values;
  }

  /** Fills a range with numbers from N(0, 1). */
  static void fill(RandomGenerator random, float[] values, long from, int count) {
    for (int i = 0; i < count; i++) {
      values[(int) from + i] = (float) random.nextGaussian();
    }
  }

  /** Copies an array to the device, guard zones and all. */
  static DeviceBuffer upload(OpenClContext context, float[] values) {
    DeviceBuffer buffer = context.buffer("guarded values", values.length);
    buffer.write(0, values, values.length);
    return buffer;
  }

  /** Copies an array of indices to the device. */
  static DeviceBuffer upload(OpenClContext context, int[] values) {
    DeviceBuffer buffer = context.buffer("indices", values.length);
    buffer.write(0, values, values.length);
    return buffer;
  }

  /**
   * Requires poison where poison is expected, bit for bit, and elsewhere a close number.
   *
   * @throws AssertionError naming the first value that is neither
   */
  static void requireHolds(String what, DeviceBuffer buffer, float[] expected) {
    float[] actual = new float[expected.length];
    buffer.read(0, actual, actual.length);
    for (int i = 0; i < expected.length; i++) {
      boolean guard = Float.floatToRawIntBits(expected[i]) == POISON_BITS;
      boolean holds =
          guard
              ? Float.floatToRawIntBits(actual[i]) == POISON_BITS
              : Math.abs(actual[i] - expected[i]) <= 1e-4 * (1 + Math.abs(expected[i]));
      if (!holds) {
        throw new AssertionError(
            "%s[%d]: expected %s, found %s"
                .formatted(what, i, guard ? "an untouched guard" : expected[i], actual[i]));
      }
    }
  }
}
