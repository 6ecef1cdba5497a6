package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What is not 0 in a batch, listed for the first layer's two products: the features of every four
 * examples for z[b][o] = Σ_i x[b][i] · w[i][o], and the examples of every four features for
 * dw[i][o] = Σ_b x[b][i] · dz[b][o].
 */
final class BatchTerms {
  private static final int GROUP = ListedRows.ROWS;

  /** From one feature to the next where four examples' features lie side by side. */
  private static final long SIDE = 4L * GROUP;

  private final Terms features;
  private final Terms[] examples;

  /** Four examples' blocks, each block's features one after another: all 0 between two uses. */
  private final MemorySegment sideBySide;

  /** A bit for every block that one of the four examples fills. */
  private final long[] filled;

  /**
   * Room for batches of up to {@code batchSize} examples.
   *
   * @param terms I + 1
   */
  BatchTerms(int terms, int batchSize, Arena arena) {
    int padded = Tile.tiles(terms) * Tile.ROWS;
    features = new Terms(arena, batchSize, padded);
    examples =
        new Terms[] {new Terms(arena, padded, batchSize), new Terms(arena, padded, batchSize)};
    sideBySide = Tile.floats(arena, (long) GROUP * padded);
    filled = new long[Math.ceilDiv(Blocks.blocks(terms), Long.SIZE)];
  }

  /** A list for every four examples. */
  Terms features() {
    return features;
  }

  /** A list for every four features; kept until the step after the next one is listed. */
  Terms examples(int step) {
    return examples[step & 1];
  }

  /** Lists the examples of a step. */
  void list(int step, Blocks blocks, int[] indices, int count) {
    clear(step);
    for (int b = 0; b < count; b++) {
      for (int n = blocks.first(indices[b]); n < blocks.first(indices[b] + 1); n++) {
        add(step, b, blocks.number(n), blocks.values(), Blocks.BYTES * n);
      }
      endExample(b, count);
    }
  }

  /**
   * Lists what corruption has left of them.
   *
   * @param corrupted by example
   */
  void list(int step, Blocks blocks, int[] indices, int count, Panels corrupted) {
    clear(step);
    for (int b = 0; b < count; b++) {
      for (int n = blocks.first(indices[b]); n < blocks.first(indices[b] + 1); n++) {
        int block = blocks.number(n);
        long index = corrupted.index(b, block * Blocks.FEATURES);
        add(step, b, block, corrupted.values(), 4 * index);
      }
      endExample(b, count);
    }
  }

  private void clear(int step) {
    features.clear();
    examples(step).clear();
  }

  /** Lists example b among those of a block's features, and lays it beside its neighbours. */
  private void add(int step, int b, int block, MemorySegment values, long at) {
    examples(step).add(block, b, values, at);
    filled[block / Long.SIZE] |= 1L << block;
    MemorySegment from = values.asSlice(at, Blocks.BYTES);
    MemorySegment to = sideBySide.asSlice(GROUP * Blocks.BYTES * block, GROUP * Blocks.BYTES);
    long place = 4L * (b & (GROUP - 1));
    to.set(INT, place, from.get(INT, 0));
    to.set(INT, place + SIDE, from.get(INT, 4));
    to.set(INT, place + 2 * SIDE, from.get(INT, 8));
    to.set(INT, place + 3 * SIDE, from.get(INT, 12));
  }

  /** Lists the features of four examples after the last of them. */
  private void endExample(int b, int count) {
    if (b % GROUP < GROUP - 1 && b < count - 1) {
      return;
    }
    for (int word = 0; word < filled.length; word++) {
      for (long bits = filled[word]; bits != 0; bits &= bits - 1) {
        int block = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        features.move(b / GROUP, block * Blocks.FEATURES, sideBySide, GROUP * Blocks.BYTES * block);
      }
      filled[word] = 0;
    }
  }
}
