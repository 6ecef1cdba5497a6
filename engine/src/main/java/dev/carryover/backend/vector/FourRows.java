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
 * {@link Tile}'s products, four rows by two vectors at a time: eight vectors of the result, and
 * what a term needs, in the sixteen registers that processors have before AVX-512.
 *
 * <p>The parameter {@code one} is 1, which the compiler must not know: it would unroll the loops,
 * load ahead for several terms, and so run out of registers.
 */
final class FourRows {
  static final int ROWS = 4;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private FourRows() {}

  /** {@link Tile#rows}, of the first four rows the first two vectors. */
  static void rows(
      int terms,
      MemorySegment a,
      long aIndex,
      long aPanel,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex,
      int one) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector l0 = zero;
    FloatVector r0 = zero;
    FloatVector l1 = zero;
    FloatVector r1 = zero;
    FloatVector l2 = zero;
    FloatVector r2 = zero;
    FloatVector l3 = zero;
    FloatVector r3 = zero;
    for (int from = 0; from < terms; from += PANEL) {
      MemorySegment left = a.asSlice(4 * (aIndex + from / PANEL * aPanel), ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, PANEL * ROW_BYTES);
      int count = Math.min(terms - from, PANEL);
      for (int step = 0; step < count; step += one) {
        int k = step & (PANEL - 1);
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES, ORDER);
        FloatVector b1 =
            FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + ROW_BYTES));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 2 * ROW_BYTES));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 3 * ROW_BYTES));
        l3 = s.fma(b0, l3);
        r3 = s.fma(b1, r3);
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
  }

  /** {@link Tile#columns}, of the first four rows the first two vectors. */
  static void columns(
      int terms,
      MemorySegment a,
      long aIndex,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex,
      int one) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector l0 = zero;
    FloatVector r0 = zero;
    FloatVector l1 = zero;
    FloatVector r1 = zero;
    FloatVector l2 = zero;
    FloatVector r2 = zero;
    FloatVector l3 = zero;
    FloatVector r3 = zero;
    for (int from = 0; from < terms; from += MOST_ROWS) {
      MemorySegment left = a.asSlice(4 * aIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      int count = Math.min(terms - from, MOST_ROWS);
      for (int step = 0; step < count; step += one) {
        int k = step & (MOST_ROWS - 1);
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
  }
}
