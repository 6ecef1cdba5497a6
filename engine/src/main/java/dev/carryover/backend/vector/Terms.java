package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Sums that are made of listed terms only: c[m][n] = Σ_k a[m][k] · b[k][n], four rows m at a time,
 * over those k where one of the four has an a that is not 0. {@link ListedRows} adds them up.
 *
 * <p>The terms that are left out change no bit. A sum starts at +0 and takes its terms in the order
 * of k. A product with ±0 is ±0; added to a sum that is not 0 it changes nothing, and added to +0
 * it leaves +0, whatever its own sign, for only −0 + −0 is −0. So a sum of such terms stays +0, as
 * if none had been added, and never becomes −0: terms that cancel each other leave +0 as well. Two
 * things would show, and neither in a training that works. A product that is too small even for a
 * subnormal number rounds to −0 where it is negative; a left-out +0 after it would have made the
 * sum's 0 positive, and what adds this sum to anything but −0 gets the same. And 0 · ∞ is NaN:
 * where a factor b is no longer finite, the terms that are listed carry that into the loss.
 */
final class Terms {
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /** A term's four factors. */
  private static final long BYTES = 4L * ListedRows.ROWS;

  private final MemorySegment values;
  private final MemorySegment places;
  private final int[] counts;
  private final int most;

  /**
   * Empty lists.
   *
   * @param rows of a, for each four of which there is a list
   * @param most how many terms a list may have
   */
  Terms(Arena arena, int rows, int most) {
    this.most = most;
    counts = new int[Math.ceilDiv(rows, ListedRows.ROWS)];
    long terms = (long) counts.length * most + ListedRows.MOST_TERMS;
    values = Tile.floats(arena, ListedRows.ROWS * terms);
    places = Tile.floats(arena, terms);
  }

  /** Empties all lists. */
  void clear() {
    Arrays.fill(counts, 0);
  }

  /**
   * Appends a term to a list unless all its factors are 0.
   *
   * @param k its number, larger than those before
   * @param a its four factors, from byte {@code at}
   */
  void add(int list, int k, MemorySegment a, long at) {
    int count = counts[list];
    counts[list] = count + put((long) list * most + count, k, a.asSlice(at, BYTES), 0);
  }

  /**
   * Appends four terms, from number k on, to a list; those whose factors are all 0 are left out.
   *
   * @param a their factors, term by term, from byte {@code at}; 0 afterwards
   */
  void move(int list, int k, MemorySegment a, long at) {
    MemorySegment four = a.asSlice(at, 4 * BYTES);
    long end = (long) list * most + counts[list];
    int count = 0;
    for (int j = 0; j < 4; j++) {
      count += put(end + count, k + j, four, BYTES * j);
      four.set(LONG, BYTES * j, 0);
      four.set(LONG, BYTES * j + 8, 0);
    }
    counts[list] += count;
  }

  /** Puts a term there, and returns 0 if it counts for nothing and may be overwritten, or 1. */
  private int put(long term, int k, MemorySegment a, long at) {
    long low = a.get(LONG, at);
    long high = a.get(LONG, at + 8);
    MemorySegment to = values.asSlice(BYTES * term, BYTES);
    to.set(LONG, 0, low);
    to.set(LONG, 8, high);
    places.set(INT, 4 * term, k * (int) ROW_BYTES);
    // No branch, which a processor could not foresee.
    return (low | high) == 0 ? 0 : 1;
  }

  /**
   * Writes a list's factors where they come from: a[m][k] to row k, column m.
   *
   * @param to row k from {@code toIndex + k·PANEL}; what is not listed is left as it is
   */
  void spread(int list, MemorySegment to, long toIndex) {
    MemorySegment rows = to.asSlice(4 * toIndex);
    long first = (long) list * most;
    for (long term = first; term < first + counts[list]; term++) {
      long row = places.get(INT, 4 * term);
      rows.set(LONG, row, values.get(LONG, BYTES * term));
      rows.set(LONG, row + 8, values.get(LONG, BYTES * term + 8));
    }
  }

  /**
   * c[m][n] for a list's four rows m and one panel of columns n.
   *
   * @param b row k from {@code bIndex + k·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}; all four are written
   */
  void sum(int list, MemorySegment b, long bIndex, MemorySegment c, long cIndex) {
    long first = (long) list * most;
    for (int n = 0; n < PANEL; n += 2 * LANES) {
      ListedRows.sum(counts[list], values, places, first, b, bIndex + n, c, cIndex + n);
    }
  }
}
