package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Sums of listed terms, four rows by two vectors at a time. Eight sums hide how long one takes to
 * the next term, on processors of any number of registers; more rows together would have more terms
 * that are 0 in all but one.
 *
 * <p>Lists are cut in pieces that span a power of two: the compiler then proves all bounds while it
 * compiles.
 */
final class ListedRows {
  static final int ROWS = 4;

  /** How many neighbouring features a piece of a sum over features spans. */
  static final int FEATURES = 128;

  /** How many neighbouring examples a piece of a sum over examples spans. */
  static final int EXAMPLES = 128;

  /** Four factors that lie one after another. */
  static final long QUAD = 4L * ROWS;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private ListedRows() {}

  /**
   * c[m][n] = Σ_t x[t][m] · w[k_t][n] for four examples m and two vectors of outputs n.
   *
   * @param pieces how many pieces the features are
   * @param counts how many terms t each piece has, from {@code number} on
   * @param list k_t less the piece's first feature, {@link #FEATURES} places for each number
   * @param x four factors for each place of the list
   * @param w feature k from {@code wIndex + k·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}; all four are written
   * @param one 1, which the compiler must not know: see {@link FourRows}
   */
  static void features(
      int pieces,
      int[] counts,
      int number,
      MemorySegment list,
      MemorySegment x,
      MemorySegment w,
      long wIndex,
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
    int unit = Tile.SIXTEEN_REGISTERS ? one : 1;
    for (int piece = 0; piece < pieces; piece++) {
      long first = (long) (number + piece) * FEATURES;
      MemorySegment places = list.asSlice(4 * first, 4L * FEATURES);
      MemorySegment left = x.asSlice(QUAD * first, QUAD * FEATURES);
      MemorySegment right =
          w.asSlice(4 * wIndex + ROW_BYTES * FEATURES * piece, FEATURES * ROW_BYTES);
      int count = Math.min(counts[number + piece], FEATURES);
      for (int step = 0; step < count; step += unit) {
        int t = step & (FEATURES - 1);
        long row = ROW_BYTES * (places.get(INT, 4L * t) & (FEATURES - 1));
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, row, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, right, row + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, QUAD * t));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, QUAD * t + 4));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, QUAD * t + 8));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, left.get(FLOAT, QUAD * t + 12));
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

  /**
   * Adds to c[m][n] Σ_t x[b_t][m] · dz[b_t][n] for four features m and two vectors of outputs n.
   *
   * @param terms how many t, at most {@link #EXAMPLES}
   * @param list b_t, from {@code first} on
   * @param x example b's four from {@code xIndex + b·PANEL}
   * @param dz example b from {@code dzIndex + b·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}
   * @param one 1, likewise
   */
  static void examples(
      int terms,
      MemorySegment list,
      int first,
      MemorySegment x,
      long xIndex,
      MemorySegment dz,
      long dzIndex,
      MemorySegment c,
      long cIndex,
      int one) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    MemorySegment places = list.asSlice(4L * first, 4L * EXAMPLES);
    MemorySegment left = x.asSlice(4 * xIndex, EXAMPLES * ROW_BYTES);
    MemorySegment right = dz.asSlice(4 * dzIndex, EXAMPLES * ROW_BYTES);
    int count = Math.min(terms, EXAMPLES);
    FloatVector l0 = FloatVector.fromMemorySegment(SPECIES, result, 0, ORDER);
    FloatVector r0 = FloatVector.fromMemorySegment(SPECIES, result, VECTOR_BYTES, ORDER);
    FloatVector l1 = FloatVector.fromMemorySegment(SPECIES, result, ROW_BYTES, ORDER);
    FloatVector r1 =
        FloatVector.fromMemorySegment(SPECIES, result, ROW_BYTES + VECTOR_BYTES, ORDER);
    FloatVector l2 = FloatVector.fromMemorySegment(SPECIES, result, 2 * ROW_BYTES, ORDER);
    FloatVector r2 =
        FloatVector.fromMemorySegment(SPECIES, result, 2 * ROW_BYTES + VECTOR_BYTES, ORDER);
    FloatVector l3 = FloatVector.fromMemorySegment(SPECIES, result, 3 * ROW_BYTES, ORDER);
    FloatVector r3 =
        FloatVector.fromMemorySegment(SPECIES, result, 3 * ROW_BYTES + VECTOR_BYTES, ORDER);
    int unit = Tile.SIXTEEN_REGISTERS ? one : 1;
    for (int step = 0; step < count; step += unit) {
      int t = step & (EXAMPLES - 1);
      long row = ROW_BYTES * (places.get(INT, 4L * t) & (EXAMPLES - 1));
      FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, row, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, right, row + VECTOR_BYTES, ORDER);
      FloatVector s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row));
      l0 = s.fma(b0, l0);
      r0 = s.fma(b1, r0);
      s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 4));
      l1 = s.fma(b0, l1);
      r1 = s.fma(b1, r1);
      s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 8));
      l2 = s.fma(b0, l2);
      r2 = s.fma(b1, r2);
      s = FloatVector.broadcast(SPECIES, left.get(FLOAT, row + 12));
      l3 = s.fma(b0, l3);
      r3 = s.fma(b1, r3);
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
