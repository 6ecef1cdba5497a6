package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * What is not 0 in a batch, listed for the first layer's two products: the features of every four
 * examples for z[b][o] = Σ_i x[b][i] · w[i][o], and the examples of every four features for
 * dw[i][o] = Σ_b x[b][i] · dz[b][o]. Shared by the threads of a team, of which each lists some
 * examples: see {@link TermLister}.
 */
final class BatchTerms {
  private static final int GROUP = ListedRows.ROWS;

  private final Terms features;
  private final Terms[] examples;

  private final MemorySegment sideBySide;
  private final int groupQuads;

  /**
   * Room for batches of up to {@code batchSize} examples.
   *
   * @param terms I + 1
   */
  BatchTerms(int terms, int batchSize, Arena arena) {
    groupQuads = Tile.tiles(terms) * Tile.ROWS;
    features = new Terms(arena, batchSize, groupQuads);
    examples =
        new Terms[] {
          new Terms(arena, groupQuads, batchSize), new Terms(arena, groupQuads, batchSize)
        };
    sideBySide = Tile.floats(arena, (long) Math.ceilDiv(batchSize, GROUP) * GROUP * groupQuads);
  }

  /** A list for every four examples. */
  Terms features() {
    return features;
  }

  /** A list for every four features; kept until the step after the next one is listed. */
  Terms examples(int step) {
    return examples[step & 1];
  }

  /** Every four examples' features side by side: {@code [groups][features][4]}. */
  MemorySegment sideBySide() {
    return sideBySide;
  }

  /** From one group to the next there, in fours. */
  int groupQuads() {
    return groupQuads;
  }
}
