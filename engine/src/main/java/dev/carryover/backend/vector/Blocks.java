package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;
import static dev.carryover.backend.vector.Tile.FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The same rows as {@link Rows}, but only what is not 0 of them: blocks of {@link #FEATURES}
 * neighbouring features of an example, the constant 1 behind the inputs among them.
 *
 * @param values each block's features, example by example
 * @param numbers which block it is, k standing for the features from {@code k·FEATURES} on
 * @param firsts every example's first block, and behind the last how many there are
 * @param filled a bit for each feature of an example, {@link #words} of 64 to an example: whether
 *     it is not 0
 * @param words how many those are
 */
record Blocks(
    MemorySegment values,
    MemorySegment numbers,
    MemorySegment firsts,
    MemorySegment filled,
    int words) {
  static final int FEATURES = ListedRows.ROWS;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

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
    int words = words(rows.terms());
    MemorySegment filled = arena.allocate(LONG.byteSize() * rows.count() * words, Long.BYTES);
    int next = 0;
    for (int n = 0; n < rows.count(); n++) {
      for (int k = 0; k < blocks(rows); k++) {
        if (isBlockFilled(rows, n, k)) {
          long from = 4 * rows.index(n, k * FEATURES);
          MemorySegment.copy(rows.values(), from, values, BYTES * next, BYTES);
          numbers.setAtIndex(INT, next++, k);
        }
      }
      firsts.setAtIndex(INT, n + 1, next);
      for (int i = 0; i < rows.terms(); i++) {
        long word = (long) n * words + i / Long.SIZE;
        long bit = isFilled(rows, n, i) ? 1L << i : 0;
        filled.setAtIndex(LONG, word, filled.getAtIndex(LONG, word) | bit);
      }
    }
    return new Blocks(values, numbers, firsts, filled, words);
  }

  /** How many blocks a row of so many values has, filled or not. */
  static int blocks(int terms) {
    return Math.ceilDiv(terms, FEATURES);
  }

  /** How many words hold a bit for each of so many features. */
  static int words(int terms) {
    return Math.ceilDiv(terms, Long.SIZE);
  }

  private static int blocks(Rows rows) {
    return blocks(rows.terms());
  }

  private static long count(Rows rows) {
    long count = 0;
    for (int n = 0; n < rows.count(); n++) {
      for (int k = 0; k < blocks(rows); k++) {
        count += isBlockFilled(rows, n, k) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isBlockFilled(Rows rows, int n, int block) {
    boolean filled = false;
    for (int i = block * FEATURES; i < (block + 1) * FEATURES; i++) {
      filled |= isFilled(rows, n, i);
    }
    return filled;
  }

  private static boolean isFilled(Rows rows, int n, int feature) {
    return rows.values().getAtIndex(FLOAT, rows.index(n, feature)) != 0;
  }

  /** An example's first block; of the example after the last how many blocks there are. */
  int first(int example) {
    return firsts.getAtIndex(INT, example);
  }

  /** Which block of its example one is. */
  int number(int block) {
    return numbers.getAtIndex(INT, block);
  }

  /** Sets the bits of those features that are not 0 in an example. */
  void addFilled(int example, long[] bits) {
    for (int word = 0; word < words; word++) {
      bits[word] |= filled.getAtIndex(LONG, (long) example * words + word);
    }
  }
}
