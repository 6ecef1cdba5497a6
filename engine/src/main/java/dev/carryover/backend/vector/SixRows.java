package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.MOST_ROWS;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * {@link Tile}'s products, six rows by two vectors at a time: twelve vectors of the result, and
 * three for what a term needs, in the sixteen registers that processors have before AVX-512. A term
 * is eight loads for twelve fused multiply-adds.
 */
final class SixRows {
  static final int ROWS = 6;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private SixRows() {}

  /**
   * {@link Tile#rows}, of the first six rows the first two vectors.
   *
   * @param zero 0, which the compiler must not know: where a row's factor lies then takes longer to
   *     find than where the vectors do, and it loads factors as they are used. It would otherwise
   *     begin with most of them, and run out of registers.
   */
  static void rows(
      int terms,
      MemorySegment a,
      long aIndex,
      long aPanel,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex,
      int zero) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    FloatVector none = FloatVector.zero(SPECIES);
    FloatVector l0 = none;
    FloatVector r0 = none;
    FloatVector l1 = none;
    FloatVector r1 = none;
    FloatVector l2 = none;
    FloatVector r2 = none;
    FloatVector l3 = none;
    FloatVector r3 = none;
    FloatVector l4 = none;
    FloatVector r4 = none;
    FloatVector l5 = none;
    FloatVector r5 = none;
    for (int from = 0; from < terms; from += PANEL) {
      MemorySegment left = a.asSlice(4 * (aIndex + from / PANEL * aPanel), ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, PANEL * ROW_BYTES);
      int count = Math.min(terms - from, PANEL);
      for (int k = 0; k < count; k++) {
        int place = (k + zero) & (PANEL - 1);
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES, ORDER);
        FloatVector b1 =
            FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place + ROW_BYTES));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place + 2 * ROW_BYTES));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place + 3 * ROW_BYTES));
        l3 = s.fma(b0, l3);
        r3 = s.fma(b1, r3);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place + 4 * ROW_BYTES));
        l4 = s.fma(b0, l4);
        r4 = s.fma(b1, r4);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * place + 5 * ROW_BYTES));
        l5 = s.fma(b0, l5);
        r5 = s.fma(b1, r5);
      }
    }
    l0.intoMemorySegment(result, 0, ORDER);
    r0.intoMemorySegment(result, VECTOR_BYTES, ORDER);
    l1.intoMemorySegment(result, ROW_BYTES, ORDER);
    r1.intoMemorySegment(result, ROW_BYTES + VECTOR_BYTES, ORDER);
    l2.intoMemorySegment(result, 2 * ROW_BYTES, ORDER);
    r2.intoMemorySegment(result, 2 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l3.intoMemorySegment(result, 3 * ROW_BYTES, ORDER);
    r3.intoMemorySegment(result, 3 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l4.intoMemorySegment(result, 4 * ROW_BYTES, ORDER);
    r4.intoMemorySegment(result, 4 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l5.intoMemorySegment(result, 5 * ROW_BYTES, ORDER);
    r5.intoMemorySegment(result, 5 * ROW_BYTES + VECTOR_BYTES, ORDER);
  }

  /** {@link Tile#columns}, of the first six rows the first two vectors. */
  static void columns(
      int terms,
      MemorySegment a,
      long aIndex,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    FloatVector none = FloatVector.zero(SPECIES);
    FloatVector l0 = none;
    FloatVector r0 = none;
    FloatVector l1 = none;
    FloatVector r1 = none;
    FloatVector l2 = none;
    FloatVector r2 = none;
    FloatVector l3 = none;
    FloatVector r3 = none;
    FloatVector l4 = none;
    FloatVector r4 = none;
    FloatVector l5 = none;
    FloatVector r5 = none;
    for (int from = 0; from < terms; from += MOST_ROWS) {
      MemorySegment left = a.asSlice(4 * aIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      int count = Math.min(terms - from, MOST_ROWS);
      for (int k = 0; k < count; k++) {
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES, ORDER);
        FloatVector b1 =
            FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 4));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 8));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 12));
        l3 = s.fma(b0, l3);
        r3 = s.fma(b1, r3);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 16));
        l4 = s.fma(b0, l4);
        r4 = s.fma(b1, r4);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 20));
        l5 = s.fma(b0, l5);
        r5 = s.fma(b1, r5);
      }
    }
    l0.intoMemorySegment(result, 0, ORDER);
    r0.intoMemorySegment(result, VECTOR_BYTES, ORDER);
    l1.intoMemorySegment(result, ROW_BYTES, ORDER);
    r1.intoMemorySegment(result, ROW_BYTES + VECTOR_BYTES, ORDER);
    l2.intoMemorySegment(result, 2 * ROW_BYTES, ORDER);
    r2.intoMemorySegment(result, 2 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l3.intoMemorySegment(result, 3 * ROW_BYTES, ORDER);
    r3.intoMemorySegment(result, 3 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l4.intoMemorySegment(result, 4 * ROW_BYTES, ORDER);
    r4.intoMemorySegment(result, 4 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l5.intoMemorySegment(result, 5 * ROW_BYTES, ORDER);
    r5.intoMemorySegment(result, 5 * ROW_BYTES + VECTOR_BYTES, ORDER);
  }
}
