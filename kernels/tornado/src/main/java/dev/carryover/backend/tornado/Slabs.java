package dev.carryover.backend.tornado;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.carryover.data.Examples;
import java.lang.foreign.MemorySegment;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The host's side of every array that {@link TrainingKernel} uses, in its words. */
record Slabs(
    IntArray geometry,
    IntArray progress,
    IntArray order,
    IntArray labels,
    FloatArray coefficients,
    FloatArray w,
    FloatArray slots,
    FloatArray x,
    FloatArray a,
    FloatArray d,
    FloatArray losses) {

  /** All of them. */
  Object[] all() {
    return new Object[] {
      geometry, progress, order, labels, coefficients, w, slots, x, a, d, losses
    };
  }

  /** Zeros; at least one, because TornadoVM has no empty arrays. */
  static FloatArray floats(long length) {
    FloatArray zeros = new FloatArray(Math.toIntExact(Math.max(1, length)));
    zeros.init(0);
    return zeros;
  }

  /** Zeros; at least one, because TornadoVM has no empty arrays. */
  static IntArray integers(long length) {
    IntArray zeros = new IntArray(Math.toIntExact(Math.max(1, length)));
    zeros.init(0);
    return zeros;
  }

  /** Copies numbers into an array, from an index on. */
  static void copy(float[] values, int count, FloatArray array, int start) {
    MemorySegment.copy(values, 0, array.getSegment(), JAVA_FLOAT, 4L * start, count);
  }

  /** Copies numbers into an array, from an index on. */
  static void copy(int[] values, int count, IntArray array, int start) {
    MemorySegment.copy(values, 0, array.getSegment(), JAVA_INT, 4L * start, count);
  }

  /** Copies some examples into an array's rows, from an index on. */
  static void copy(Examples examples, int from, int to, FloatArray array, int start) {
    float[] row = new float[examples.features()];
    for (int i = from; i < to; i++) {
      examples.copyTo(i, i + 1, row, 0);
      copy(row, row.length, array, start + (i - from) * Rows.stride(row.length));
    }
  }

  /** Copies so many numbers out of an array, from an index on. */
  static void copy(FloatArray array, int start, float[] values, int at, int count) {
    MemorySegment.copy(array.getSegment(), JAVA_FLOAT, 4L * start, values, at, count);
  }
}
