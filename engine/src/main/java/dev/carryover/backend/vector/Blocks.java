package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The same rows as {@link Rows}, but only what is not 0 of them: blocks of {@link #FEATURES}
 * neighbouring features of an example, the constant 1 behind the inputs among them.
 *
 * @param values each block's features, example by example
 * @param numbers which block it is, k standing for the features from {@code k·FEATURES} on
 * @param firsts every example's first block, and behind the last how many there are
 * @param filled which features are not 0
 */
record Blocks(MemorySegment values, MemorySegment numbers, MemorySegment firsts, Filled filled) {
  static final int FEATURES = ListedRows.ROWS;

  static final long BYTES = 4L * FEATURES;

  private static final int BLOCKS_OF_A_WORD = Long.SIZE / FEATURES;

  /** What share of the blocks the rows fill: the terms that are left in a gradient. */
  static double share(Rows rows, Filled filled) {
    return (double) filled.blocks() / ((long) rows.count() * Math.ceilDiv(rows.terms(), FEATURES));
  }

  /** The rows' blocks. */
  static Blocks of(Rows rows, Filled filled, Arena arena) {
    long count = filled.blocks();
    MemorySegment values = Tile.floats(arena, count * FEATURES);
    MemorySegment numbers = Tile.floats(arena, count);
    MemorySegment firsts = Tile.floats(arena, rows.count() + 1L);
    int next = 0;
    for (int n = 0; n < rows.count(); n++) {
      for (int word = 0; word < filled.words(); word++) {
        long bits = Filled.blocks(filled.word(n, word));
        for (; bits != 0; bits &= bits - 1) {
          int block = word * BLOCKS_OF_A_WORD + Long.numberOfTrailingZeros(bits) / FEATURES;
          long from = 4 * rows.index(n, block * FEATURES);
          MemorySegment.copy(rows.values(), from, values, BYTES * next, BYTES);
          numbers.setAtIndex(INT, next++, block);
        }
      }
      firsts.setAtIndex(INT, n + 1, next);
    }
    return new Blocks(values, numbers, firsts, filled);
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
