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
 * {@link Tile}'s products, eight rows by a single vector at a time, where columns fill no second
 * one: half of what {@link EightRows} computes. Its loops are not unrolled, see {@link FourRows}:
 * so they are faster, and else slower than both vectors of {@code EightRows} together.
 */
final class NarrowRows {
  static final int ROWS = 8;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + VECTOR_BYTES;

  private NarrowRows() {}

  /** {@link Tile#rows}, of all eight rows the first vector; {@code one} is 1. */
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
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector c2 = zero;
    FloatVector c3 = zero;
    FloatVector c4 = zero;
    FloatVector c5 = zero;
    FloatVector c6 = zero;
    FloatVector c7 = zero;
    for (int from = 0; from < terms; from += PANEL) {
      MemorySegment left = a.asSlice(4 * (aIndex + from / PANEL * aPanel), ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, PANEL * ROW_BYTES);
      int count = Math.min(terms - from, PANEL);
      for (int step = 0; step < count; step += one) {
        int k = step & (PANEL - 1);
        FloatVector column = FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k));
        c0 = s.fma(column, c0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + ROW_BYTES));
        c1 = s.fma(column, c1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 2 * ROW_BYTES));
        c2 = s.fma(column, c2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 3 * ROW_BYTES));
        c3 = s.fma(column, c3);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 4 * ROW_BYTES));
        c4 = s.fma(column, c4);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 5 * ROW_BYTES));
        c5 = s.fma(column, c5);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 6 * ROW_BYTES));
        c6 = s.fma(column, c6);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, 4L * k + 7 * ROW_BYTES));
        c7 = s.fma(column, c7);
      }
    }
    c0.intoMemorySegment(result, 0, ORDER);
    c1.intoMemorySegment(result, ROW_BYTES, ORDER);
    c2.intoMemorySegment(result, 2 * ROW_BYTES, ORDER);
    c3.intoMemorySegment(result, 3 * ROW_BYTES, ORDER);
    c4.intoMemorySegment(result, 4 * ROW_BYTES, ORDER);
    c5.intoMemorySegment(result, 5 * ROW_BYTES, ORDER);
    c6.intoMemorySegment(result, 6 * ROW_BYTES, ORDER);
    c7.intoMemorySegment(result, 7 * ROW_BYTES, ORDER);
  }

  /** {@link Tile#columns}, of all eight rows the first vector; {@code one} is 1. */
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
    FloatVector c0 = zero;
    FloatVector c1 = zero;
    FloatVector c2 = zero;
    FloatVector c3 = zero;
    FloatVector c4 = zero;
    FloatVector c5 = zero;
    FloatVector c6 = zero;
    FloatVector c7 = zero;
    for (int from = 0; from < terms; from += MOST_ROWS) {
      MemorySegment left = a.asSlice(4 * aIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      MemorySegment right = b.asSlice(4 * bIndex + from * ROW_BYTES, MOST_ROWS * ROW_BYTES);
      int count = Math.min(terms - from, MOST_ROWS);
      for (int step = 0; step < count; step += one) {
        int k = step & (MOST_ROWS - 1);
        FloatVector column = FloatVector.fromMemorySegment(SPECIES, right, k * ROW_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES));
        c0 = s.fma(column, c0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 4));
        c1 = s.fma(column, c1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 8));
        c2 = s.fma(column, c2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 12));
        c3 = s.fma(column, c3);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 16));
        c4 = s.fma(column, c4);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 20));
        c5 = s.fma(column, c5);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 24));
        c6 = s.fma(column, c6);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, k * ROW_BYTES + 28));
        c7 = s.fma(column, c7);
      }
    }
    c0.intoMemorySegment(result, 0, ORDER);
    c1.intoMemorySegment(result, ROW_BYTES, ORDER);
    c2.intoMemorySegment(result, 2 * ROW_BYTES, ORDER);
    c3.intoMemorySegment(result, 3 * ROW_BYTES, ORDER);
    c4.intoMemorySegment(result, 4 * ROW_BYTES, ORDER);
    c5.intoMemorySegment(result, 5 * ROW_BYTES, ORDER);
    c6.intoMemorySegment(result, 6 * ROW_BYTES, ORDER);
    c7.intoMemorySegment(result, 7 * ROW_BYTES, ORDER);
  }
}
