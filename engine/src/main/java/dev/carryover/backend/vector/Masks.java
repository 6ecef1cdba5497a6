package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;

import dev.carryover.program.Corruption;
import dev.carryover.program.Threefry;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Masking noise on a batch of examples, a vector of features at a time: as {@link Corruption}
 * states it, which is the slow path that this must equal bit for bit.
 */
final class Masks {
  private static final VectorSpecies<Integer> SPECIES = Tile.SPECIES.withLanes(int.class);

  /** Rounds between two injections of the key. */
  private static final int GROUP = 4;

  /** Examples that share a block. */
  private static final int WORDS = Threefry.WORDS;

  /** What is added to four words after each group of rounds, and before the first. */
  private final int[] injections = new int[(Threefry.ROUNDS / GROUP + 1) * WORDS];

  /** By how much a round rotates, in its first and second mix. */
  private final int[] rotations = new int[2 * Threefry.ROUNDS];

  /** 0, 1, 2 and so on: the features of one panel. */
  private final MemorySegment places;

  /** The words of as many blocks as a vector has lanes, {@code [WORDS][lanes]}. */
  private final MemorySegment words;

  Masks(Arena arena) {
    words = Tile.floats(arena, (long) WORDS * LANES);
    places = Tile.floats(arena, PANEL);
    for (int j = 0; j < PANEL; j++) {
      places.setAtIndex(INT, j, j);
    }
    for (int round = 0; round < Threefry.ROUNDS; round++) {
      rotations[2 * round] = Threefry.rotation(round, 0);
      rotations[2 * round + 1] = Threefry.rotation(round, 1);
    }
  }

  /**
   * Sets the masked inputs of a batch to 0.
   *
   * @param step how many steps the replica has taken before
   * @param x by example, {@code [B][I + 1]}, the last column 1
   * @param features I
   * @param some which examples, from a multiple of {@link #WORDS} on
   */
  void apply(Corruption corruption, long step, Panels x, int features, Span some) {
    schedule(corruption.key());
    // Compared as signed numbers, both shifted by half their range.
    int threshold = corruption.threshold() ^ Integer.MIN_VALUE;
    for (int b = some.from(); b < some.to(); b += WORDS) {
      for (int i = 0; i < features; i += PANEL) {
        MemorySegment rows = x.values().asSlice(4 * x.index(b, i), WORDS * ROW_BYTES);
        for (int v = 0; v < PANEL; v += LANES) {
          draw(v, i, b / WORDS, step);
          mask(rows, v, threshold);
        }
      }
    }
    for (int b = some.from(); b < some.to(); b++) {
      x.set(b, features, 1);
    }
  }

  private void schedule(int[] key) {
    int[] keys = {
      key[0], key[1], key[2], key[3], Threefry.PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]
    };
    for (int time = 0; time * WORDS < injections.length; time++) {
      for (int word = 0; word < WORDS; word++) {
        injections[time * WORDS + word] =
            keys[(time + word) % keys.length] + (word == WORDS - 1 ? time : 0);
      }
    }
  }

  /** The words of the blocks of one vector of features. */
  private void draw(int v, int feature, int block, long step) {
    int[] add = injections;
    int[] turn = rotations;
    IntVector x0 =
        IntVector.fromMemorySegment(SPECIES, places, 4L * v, ORDER).add(feature + add[0]);
    IntVector x1 = IntVector.broadcast(SPECIES, block + add[1]);
    IntVector x2 = IntVector.broadcast(SPECIES, (int) step + add[2]);
    IntVector x3 = IntVector.broadcast(SPECIES, (int) (step >>> 32) + add[3]);
    for (int round = 0; round < Threefry.ROUNDS; round += 2) {
      x0 = x0.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, turn[2 * round]).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, turn[2 * round + 1]).lanewise(VectorOperators.XOR, x2);
      x0 = x0.add(x3);
      x3 = x3.lanewise(VectorOperators.ROL, turn[2 * round + 2]).lanewise(VectorOperators.XOR, x0);
      x2 = x2.add(x1);
      x1 = x1.lanewise(VectorOperators.ROL, turn[2 * round + 3]).lanewise(VectorOperators.XOR, x2);
      if (round % GROUP == GROUP - 2) {
        int injection = (round + 2) / GROUP * WORDS;
        x0 = x0.add(add[injection]);
        x1 = x1.add(add[injection + 1]);
        x2 = x2.add(add[injection + 2]);
        x3 = x3.add(add[injection + 3]);
      }
    }
    x0.intoMemorySegment(words, 0, ORDER);
    x1.intoMemorySegment(words, 4L * LANES, ORDER);
    x2.intoMemorySegment(words, 8L * LANES, ORDER);
    x3.intoMemorySegment(words, 12L * LANES, ORDER);
  }

  /** Word w of each lane's block decides on example w. */
  private void mask(MemorySegment rows, int v, int threshold) {
    MemorySegment drawn = words.asSlice(0, 4L * WORDS * LANES);
    for (int w = 0; w < WORDS; w++) {
      long at = w * ROW_BYTES + 4L * v;
      VectorMask<Integer> masked =
          IntVector.fromMemorySegment(SPECIES, drawn, 4L * w * LANES, ORDER)
              .lanewise(VectorOperators.XOR, Integer.MIN_VALUE)
              .compare(VectorOperators.LT, threshold);
      IntVector.fromMemorySegment(SPECIES, rows, at, ORDER)
          .blend(0, masked)
          .intoMemorySegment(rows, at, ORDER);
    }
  }
}
