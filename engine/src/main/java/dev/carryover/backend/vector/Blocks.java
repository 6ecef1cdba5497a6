package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;
import static dev.carryover.backend.vector.Tile.FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The same rows as {@link Rows}, but only what is not 0 of them: blocks of {@link #FEATURES}
 * neighbouring features of an example, the constant 1 behind the inputs among them.
 *
 * @param values each block's features, example by example
 * @param numbers which block it is, k standing for the features from {@code k·FEATURES} on
 * @param firsts every example's first block, and behind the last how many there are
 */
record Blocks(MemorySegment values, MemorySegment numbers, MemorySegment firsts) {
  static final int FEATURES = ListedRows.ROWS;

  static final long BYTES = 4L * FEATURES;

  /** What share of the blocks the rows fill: the terms that are left in a gradient. */
  static double share(Rows rows) {
    return (double) count(rows) / ((long) rows.count() * blocks(rows));
  }

  /** The rows' blocks. */
  static Blocks of(Rows rows, Arena arena) {
    long count = count(rows);
    MemorySegment values = Tile.floats(arena, count * FEATURES);
    MemorySegment numbers = Tile.floats(arena, count);
    MemorySegment firsts = Tile.floats(arena, rows.count() + 1L);
    int next = 0;
    for (int n = 0; n < rows.count(); n++) {
      for (int k = 0; k < blocks(rows); k++) {
        if (isFilled(rows, n, k)) {
          long from = 4 * rows.index(n, k * FEATURES);
          MemorySegment.copy(rows.values(), from, values, BYTES * next, BYTES);
          numbers.setAtIndex(INT, next++, k);
        }
      }
      firsts.setAtIndex(INT, n + 1, next);
    }
    return new Blocks(values, numbers, firsts);
  }

  /** How many blocks a row of so many values has, filled or not. */
  static int blocks(int terms) {
    return Math.ceilDiv(terms, FEATURES);
  }

  private static int blocks(Rows rows) {
    return blocks(rows.terms());
  }

  private static long count(Rows rows) {
    long count = 0;
    for (int n = 0; n < rows.count(); n++) {
      for (int k = 0; k < blocks(rows); k++) {
        count += isFilled(rows, n, k) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isFilled(Rows rows, int n, int block) {
    boolean filled = false;
    for (int j = 0; j < FEATURES; j++) {
      filled |= rows.values().getAtIndex(FLOAT, rows.index(n, block * FEATURES + j)) != 0;
    }
    return filled;
  }

  /** An example's first block; of the example after the last how many blocks there are. */
  int first(int example) {
    return firsts.getAtIndex(INT, example);
  }

  /** Which block of its example one is. */
  int number(int block) {
    return numbers.getAtIndex(INT, block);
  }
}
