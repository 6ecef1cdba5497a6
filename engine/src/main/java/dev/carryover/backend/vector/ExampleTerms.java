package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.ListedRows.EXAMPLES;
import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The gradient's terms: of every block of four features the examples where one of them is not 0, in
 * pieces of {@link ListedRows#EXAMPLES} neighbouring ones.
 */
final class ExampleTerms {
  private final int blocks;
  private final int pieces;

  /** Which examples: {@code [pieces][blocks][EXAMPLES]}. */
  private final MemorySegment list;

  /** {@code [pieces][blocks]}. */
  private final int[] counts;

  /**
   * Empty lists.
   *
   * @param terms I + 1
   */
  ExampleTerms(int terms, int batchSize, Arena arena) {
    blocks = Math.ceilDiv(terms, Blocks.FEATURES);
    pieces = Math.ceilDiv(batchSize, EXAMPLES);
    counts = new int[pieces * blocks];
    list = arena.allocate(4L * EXAMPLES * counts.length);
  }

  /**
   * Lists a batch.
   *
   * @param all all examples
   * @param indices which of them the batch has
   * @param count how many
   */
  void list(Blocks all, int[] indices, int count) {
    Arrays.fill(counts, 0);
    for (int b = 0; b < count; b++) {
      int piece = b / EXAMPLES * blocks;
      int end = all.first(indices[b] + 1);
      for (int n = all.first(indices[b]); n < end; n++) {
        int number = piece + all.number(n);
        list.setAtIndex(INT, number * EXAMPLES + counts[number]++, b % EXAMPLES);
      }
    }
  }

  /** Whether a block has a term. */
  boolean isFilled(int block) {
    for (int number = block; number < counts.length; number += blocks) {
      if (counts[number] > 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #update} can be used. */
  boolean isOnePiece() {
    return pieces == 1;
  }

  /**
   * Momentum's update of some blocks' weights for one panel's first outputs.
   *
   * @param count how many blocks
   * @param which of them
   * @param x by example
   * @param dz by example
   * @param output the panel's first
   * @param width how many outputs; all of the two vectors that the last one lies in are updated
   * @param w by input, the panel's
   * @param v where its velocities lie, as w does in its values
   */
  void update(
      ListedMomentum kernel,
      int count,
      int[] which,
      Panels x,
      Panels dz,
      int output,
      int width,
      Panels w,
      MemorySegment v,
      float rate) {
    for (int n = 0; n < width; n += 2 * LANES) {
      kernel.update(count, which, list, counts, x, dz, dz.index(0, output + n), w, v, n, rate, 1);
    }
  }

  /**
   * c[i][o] = Σ_b x[b][i] · dz[b][o] for a block's four features i and one panel of outputs o.
   *
   * @param x by example
   * @param dz by example
   * @param output the panel's first
   * @param c row i from {@code i·PANEL}; all four are written
   */
  void sum(int block, Panels x, Panels dz, int output, MemorySegment c) {
    c.asSlice(0, Blocks.FEATURES * ROW_BYTES).fill((byte) 0);
    for (int piece = 0; piece < pieces; piece++) {
      int number = piece * blocks + block;
      int b = piece * EXAMPLES;
      for (int n = 0; n < PANEL; n += 2 * LANES) {
        ListedRows.examples(
            counts[number],
            list,
            number * EXAMPLES,
            x.values(),
            x.index(b, block * Blocks.FEATURES),
            dz.values(),
            dz.index(b, output + n),
            c,
            n,
            1);
      }
    }
  }
}
