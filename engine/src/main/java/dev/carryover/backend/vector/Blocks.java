package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The same rows as {@link Rows}, but only what is not 0 of them: those blocks of {@link #FEATURES}
 * neighbouring features that a row fills, the constant 1 behind the inputs among them.
 *
 * @param values each block's features, row by row
 * @param numbers which block it is, k standing for the features from {@code k·FEATURES} on
 * @param firsts every row's first block, and behind the last how many there are
 */
record Blocks(MemorySegment values, MemorySegment numbers, MemorySegment firsts) {
  static final int FEATURES = ListedRows.ROWS;

  /** A block's features. */
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;

  private static final long BYTES = 4L * FEATURES;

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
          int feature = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          long from = 4 * rows.index(n, feature);
          MemorySegment.copy(rows.values(), from, values, BYTES * next, BYTES);
          numbers.setAtIndex(INT, next++, feature / FEATURES);
        }
      }
      firsts.setAtIndex(INT, n + 1, next);
    }
    return new Blocks(values, numbers, firsts);
  }

  /** A row's first block; of the row after the last how many blocks there are. */
  int first(int row) {
    return firsts.getAtIndex(INT, row);
  }

  /** Which block of its row one is. */
  int number(int block) {
    return numbers.getAtIndex(INT, block);
  }

  /**
   * Copies rows, with the constant 1 behind them.
   *
   * @param indices the row of which each row there is a copy
   * @param some which rows there are written
   * @param terms how many features they have
   */
  void copy(int[] indices, Span some, int terms, Panels to) {
    to.clearRows(some, terms);
    for (int b = some.from(); b < some.to(); b++) {
      long row = 4 * to.index(b, 0);
      long panel = 4 * to.panel();
      int end = first(indices[b] + 1);
      for (int n = first(indices[b]); n < end; n++) {
        int feature = number(n) * FEATURES;
        long at = row + feature / PANEL * panel + 4L * (feature % PANEL);
        FloatVector.fromMemorySegment(SPECIES, values, BYTES * n, ORDER)
            .intoMemorySegment(to.values(), at, ORDER);
      }
    }
  }
}
