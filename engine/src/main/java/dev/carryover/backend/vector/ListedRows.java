package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VECTOR_BYTES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * {@link Terms}' sums, four rows by two vectors at a time: the kernel of {@link FourRows}, but for
 * where its factors are found. Eight sums hide how long one takes to the next term, on processors
 * of any number of registers; more rows together would have more terms that are 0 in all but one.
 */
final class ListedRows {
  static final int ROWS = 4;

  /** As many terms as a slice spans at most. */
  static final int MOST_TERMS = 64;

  private static final long RESULT_BYTES = (ROWS - 1) * ROW_BYTES + 2 * VECTOR_BYTES;

  private ListedRows() {}

  /**
   * c[m][n] = Σ_t a[t][m] · b[k_t][n] for four rows m and two vectors of columns n.
   *
   * @param terms how many t
   * @param places term {@code first + t}'s two: which four of a its factors are, and where its row
   *     of b lies, k_t·{@link Tile#ROW_BYTES}
   * @param a four factors after four
   * @param b row k from {@code bIndex + k·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}; all four are written
   */
  static void sum(
      int terms,
      MemorySegment places,
      long first,
      MemorySegment a,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
    MemorySegment result = c.asSlice(4 * cIndex, RESULT_BYTES);
    MemorySegment right = b.asSlice(4 * bIndex);
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector l0 = zero;
    FloatVector r0 = zero;
    FloatVector l1 = zero;
    FloatVector r1 = zero;
    FloatVector l2 = zero;
    FloatVector r2 = zero;
    FloatVector l3 = zero;
    FloatVector r3 = zero;
    for (int from = 0; from < terms; from += MOST_TERMS) {
      MemorySegment list = places.asSlice(Terms.BYTES * (first + from), Terms.BYTES * MOST_TERMS);
      int count = Math.min(terms - from, MOST_TERMS);
      for (int t = 0; t < count; t++) {
        long four = Terms.QUAD * list.get(Terms.INT, Terms.BYTES * t);
        long row = list.get(Terms.INT, Terms.BYTES * t + 4);
        FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, right, row, ORDER);
        FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, right, row + VECTOR_BYTES, ORDER);
        FloatVector s = FloatVector.broadcast(SPECIES, a.get(FLOAT, four));
        l0 = s.fma(b0, l0);
        r0 = s.fma(b1, r0);
        s = FloatVector.broadcast(SPECIES, a.get(FLOAT, four + 4));
        l1 = s.fma(b0, l1);
        r1 = s.fma(b1, r1);
        s = FloatVector.broadcast(SPECIES, a.get(FLOAT, four + 8));
        l2 = s.fma(b0, l2);
        r2 = s.fma(b1, r2);
        s = FloatVector.broadcast(SPECIES, a.get(FLOAT, four + 12));
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
