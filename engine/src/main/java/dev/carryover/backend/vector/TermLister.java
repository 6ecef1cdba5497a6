package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Terms.INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part in listing what is not 0 in a batch: all terms of some groups of four examples.
 * Where they belong in the lists of examples it knows by counting those of the groups before.
 */
final class TermLister {
  private static final int GROUP = ListedRows.ROWS;

  private final BatchTerms terms;

  /** How many examples each four features have so far. */
  private final int[] examples;

  /** A bit for every feature that is not 0 in one of four examples. */
  private final long[] filled;

  TermLister(BatchTerms terms) {
    this.terms = terms;
    examples = new int[terms.groupQuads() / GROUP];
    filled = new long[Math.ceilDiv(Tile.padded(terms.groupQuads()), Long.SIZE)];
  }

  /**
   * Lists some groups of a step's examples.
   *
   * @param indices which examples are the batch's
   * @param count how many it has
   * @param corrupted the batch by example, of which those terms are listed that were not 0 before;
   *     null where it is not corrupted
   */
  void list(
      int step, Blocks blocks, int[] indices, int count, Span groups, @Nullable Panels corrupted) {
    MemorySegment values = corrupted == null ? blocks.values() : corrupted.values();
    begin(step, values, groups);
    int own = groups.from() * GROUP;
    for (int b = 0; b < Math.min(groups.to() * GROUP, count); b++) {
      for (int n = blocks.first(indices[b]); n < blocks.first(indices[b] + 1); n++) {
        int block = blocks.number(n);
        if (b >= own) {
          add(step, b, block, values, corrupted == null ? n : quad(corrupted, b, block));
        }
        examples[block]++;
      }
    }
    for (int group = groups.from(); group < groups.to(); group++) {
      listFeatures(group, blocks, indices, count);
    }
    if (groups.from() < groups.to() && groups.to() * GROUP >= count) {
      terms.examples(step).end(examples);
    }
  }

  /** Where a block's features lie among an example's, in fours. */
  private static int quad(Panels byExample, int b, int block) {
    return (int) (byExample.index(b, block * Blocks.FEATURES) / Blocks.FEATURES);
  }

  /**
   * Copies what some groups' lists have to where it comes from: feature i of example b to row i,
   * column b; what is not listed is 0.
   */
  void spread(Span groups, Panels to) {
    to.clear(new Span(groups.from() * GROUP, groups.to() * GROUP));
    for (int group = groups.from(); group < groups.to(); group++) {
      terms.features().spread(group, to.values(), to.index(0, group * GROUP));
    }
  }

  private void begin(int step, MemorySegment byExample, Span groups) {
    if (groups.from() == 0) {
      terms.examples(step).begin(byExample);
      terms.features().begin(terms.sideBySide());
    }
    long group = Terms.QUAD * terms.groupQuads();
    int own = groups.to() - groups.from();
    terms.sideBySide().asSlice(group * groups.from(), group * own).fill((byte) 0);
    Arrays.fill(examples, 0);
  }

  /** Lists example b among those of a block's features, and lays it beside its neighbours. */
  private void add(int step, int b, int block, MemorySegment values, int quad) {
    terms.examples(step).put(block, examples[block], quad, b);
    int features = b / GROUP * terms.groupQuads() + block * Blocks.FEATURES;
    MemorySegment from = values.asSlice(Terms.QUAD * quad, Blocks.BYTES);
    MemorySegment to =
        terms.sideBySide().asSlice(Terms.QUAD * features, Terms.QUAD * Blocks.FEATURES);
    long place = 4L * (b % GROUP);
    to.set(INT, place, from.get(INT, 0));
    to.set(INT, place + Terms.QUAD, from.get(INT, 4));
    to.set(INT, place + 2 * Terms.QUAD, from.get(INT, 8));
    to.set(INT, place + 3 * Terms.QUAD, from.get(INT, 12));
  }

  /** Lists the features that are not 0 in one of a group's examples. */
  private void listFeatures(int group, Blocks blocks, int[] indices, int count) {
    Arrays.fill(filled, 0);
    for (int b = group * GROUP; b < Math.min(group * GROUP + GROUP, count); b++) {
      for (int word = 0; word < blocks.filled().words(); word++) {
        filled[word] |= blocks.filled().word(indices[b], word);
      }
    }
    int number = 0;
    for (int word = 0; word < filled.length; word++) {
      for (long bits = filled[word]; bits != 0; bits &= bits - 1) {
        int feature = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        terms.features().put(group, number++, group * terms.groupQuads() + feature, feature);
      }
    }
    terms.features().end(group, number);
  }
}
