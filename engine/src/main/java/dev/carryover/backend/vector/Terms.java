package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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

  /** Four factors that lie one after another. */
  static final long QUAD = 4L * ListedRows.ROWS;

  /** Where a term's factors and its row of b lie. */
  static final long BYTES = 8;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final MemorySegment places;
  private final int[] counts;
  private final int most;
  private MemorySegment factors = MemorySegment.NULL;

  /**
   * Empty lists.
   *
   * @param rows of a, for each four of which there is a list
   * @param most how many terms a list may have
   */
  Terms(Arena arena, int rows, int most) {
    this.most = most;
    counts = new int[Math.ceilDiv(rows, ListedRows.ROWS)];
    places = arena.allocate(BYTES * ((long) counts.length * most + ListedRows.MOST_TERMS));
  }

  /**
   * Says where the next terms' factors lie.
   *
   * @param factors four by four; read when they are added up
   */
  void begin(MemorySegment factors) {
    this.factors = factors;
  }

  /**
   * Sets a term of a list.
   *
   * @param number which, from 0
   * @param quad its four factors are the values from {@code 4·quad} on
   * @param k larger than that of the term before
   */
  void put(int list, int number, int quad, int k) {
    long at = BYTES * ((long) list * most + number);
    places.set(INT, at, quad);
    places.set(INT, at + 4, k * (int) ROW_BYTES);
  }

  /** Sets how many terms a list has. */
  void end(int list, int count) {
    counts[list] = count;
  }

  /** Sets how many terms each list has. */
  void end(int[] all) {
    System.arraycopy(all, 0, counts, 0, counts.length);
  }

  /**
   * Writes a list's factors where they come from: a[m][k] to row k, column m.
   *
   * @param to row k from {@code toIndex + k·PANEL}; what is not listed is left as it is
   */
  void spread(int list, MemorySegment to, long toIndex) {
    MemorySegment rows = to.asSlice(4 * toIndex);
    long first = BYTES * list * most;
    for (long at = first; at < first + BYTES * counts[list]; at += BYTES) {
      long four = QUAD * places.get(INT, at);
      long row = places.get(INT, at + 4);
      rows.set(LONG, row, factors.get(LONG, four));
      rows.set(LONG, row + 8, factors.get(LONG, four + 8));
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
      ListedRows.sum(counts[list], places, first, factors, b, bIndex + n, c, cIndex + n);
    }
  }
}
