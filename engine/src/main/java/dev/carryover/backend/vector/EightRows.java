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
 * {@link Tile}'s products, eight rows by two vectors at a time: sixteen vectors of the result in
 * registers, for processors that have 32. A term is two vector loads and eight broadcasts for
 * sixteen fused multiply-adds, so that arithmetic and not the load ports is the limit.
 */
final class EightRows {
  static final int ROWS = 8;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private EightRows() {}

  /** {@link Tile#rows}, of all eight rows the first two vectors. */
  static void rows(
      int terms,
      MemorySegment a,
      long aIndex,
      long aPanel,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
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
    FloatVector l4 = zero;
    FloatVector r4 = zero;
    FloatVector l5 = zero;
    FloatVector r5 = zero;
    FloatVector l6 = zero;
    FloatVector r6 = zero;
    FloatVector l7 = zero;
    FloatVector r7 = zero;
    for (int from = 0; from < terms; from += PANEL) {
      MemorySegment left = a.asSlice(4 * (aIndex + from / PANEL * aPanel), ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, PANEL * ROW_BYTES);
      int count = Math.min(terms - from, PANEL);
      for (int k = 0; k < count; k++) {
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
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 4 * ROW_BYTES));
        l4 = s.fma(b0, l4);
        r4 = s.fma(b1, r4);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 5 * ROW_BYTES));
        l5 = s.fma(b0, l5);
        r5 = s.fma(b1, r5);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 6 * ROW_BYTES));
        l6 = s.fma(b0, l6);
        r6 = s.fma(b1, r6);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 7 * ROW_BYTES));
        l7 = s.fma(b0, l7);
        r7 = s.fma(b1, r7);
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
    l6.intoMemorySegment(result, 6 * ROW_BYTES, ORDER);
    r6.intoMemorySegment(result, 6 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l7.intoMemorySegment(result, 7 * ROW_BYTES, ORDER);
    r7.intoMemorySegment(result, 7 * ROW_BYTES + VECTOR_BYTES, ORDER);
  }

  /** {@link Tile#columns}, of all eight rows the first two vectors. */
  static void columns(
      int terms,
      MemorySegment a,
      long aIndex,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
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
    FloatVector l4 = zero;
    FloatVector r4 = zero;
    FloatVector l5 = zero;
    FloatVector r5 = zero;
    FloatVector l6 = zero;
    FloatVector r6 = zero;
    FloatVector l7 = zero;
    FloatVector r7 = zero;
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
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 24));
        l6 = s.fma(b0, l6);
        r6 = s.fma(b1, r6);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 28));
        l7 = s.fma(b0, l7);
        r7 = s.fma(b1, r7);
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
    l6.intoMemorySegment(result, 6 * ROW_BYTES, ORDER);
    r6.intoMemorySegment(result, 6 * ROW_BYTES + VECTOR_BYTES, ORDER);
    l7.intoMemorySegment(result, 7 * ROW_BYTES, ORDER);
    r7.intoMemorySegment(result, 7 * ROW_BYTES + VECTOR_BYTES, ORDER);
  }
}
