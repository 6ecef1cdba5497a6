package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * What is not 0 in a batch, listed for the first layer's two products: the features of every four
 * examples for z[b][o] = Σ_i x[b][i] · w[i][o], and the examples of every four features for
 * dw[i][o] = Σ_b x[b][i] · dz[b][o].
 */
final class BatchTerms {
  private static final int GROUP = ListedRows.ROWS;

  private final Terms features;
  private final Terms[] examples;

  /** Every four examples' features side by side: {@code [groups][features][4]}. */
  private final MemorySegment sideBySide;

  /** From one group to the next there, in fours. */
  private final int groupQuads;

  /** A bit for every feature that is not 0 in one of four examples. */
  private final long[] filled;

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
    filled = new long[Math.ceilDiv(Tile.padded(terms), Long.SIZE)];
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
    begin(step, blocks.values());
    for (int b = 0; b < count; b++) {
      for (int n = blocks.first(indices[b]); n < blocks.first(indices[b] + 1); n++) {
        add(step, b, blocks.number(n), blocks.values(), n);
      }
    }
    listFeatures(blocks, indices, count);
  }

  /**
   * Lists what was not 0 in them before they were corrupted.
   *
   * @param corrupted by example
   */
  void list(int step, Blocks blocks, int[] indices, int count, Panels corrupted) {
    begin(step, corrupted.values());
    for (int b = 0; b < count; b++) {
      for (int n = blocks.first(indices[b]); n < blocks.first(indices[b] + 1); n++) {
        int block = blocks.number(n);
        int quad = (int) (corrupted.index(b, block * Blocks.FEATURES) / Blocks.FEATURES);
        add(step, b, block, corrupted.values(), quad);
      }
    }
    listFeatures(blocks, indices, count);
  }

  private void begin(int step, MemorySegment byExample) {
    examples(step).begin(byExample);
    features.begin(sideBySide);
    sideBySide.fill((byte) 0);
  }

  /** Lists example b among those of a block's features, and lays it beside its neighbours. */
  private void add(int step, int b, int block, MemorySegment values, int quad) {
    examples(step).add(block, quad, b);
    int features = b / GROUP * groupQuads + block * Blocks.FEATURES;
    MemorySegment from = values.asSlice(Terms.QUAD * quad, Blocks.BYTES);
    MemorySegment to = sideBySide.asSlice(Terms.QUAD * features, Terms.QUAD * Blocks.FEATURES);
    long place = 4L * (b % GROUP);
    to.set(INT, place, from.get(INT, 0));
    to.set(INT, place + Terms.QUAD, from.get(INT, 4));
    to.set(INT, place + 2 * Terms.QUAD, from.get(INT, 8));
    to.set(INT, place + 3 * Terms.QUAD, from.get(INT, 12));
  }

  /** Lists the features that are not 0 in one of every four examples. */
  private void listFeatures(Blocks blocks, int[] indices, int count) {
    for (int from = 0; from < count; from += GROUP) {
      Arrays.fill(filled, 0);
      for (int b = from; b < Math.min(from + GROUP, count); b++) {
        for (int word = 0; word < filled.length; word++) {
          filled[word] |= blocks.filled().word(indices[b], word);
        }
      }
      int group = from / GROUP;
      for (int word = 0; word < filled.length; word++) {
        for (long bits = filled[word]; bits != 0; bits &= bits - 1) {
          int feature = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
          features.add(group, group * groupQuads + feature, feature);
        }
      }
    }
  }
}
