package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Which features of some rows are not 0: a bit for each. */
final class Filled {
  /** The lowest bit of every four. */
  private static final long FIRST_OF_FOUR = 0x1111_1111_1111_1111L;

  private final int words;

  /** {@code [n][words]}, feature i of a row in bit i mod 64 of word i / 64. */
  private final long[] bits;

  private Filled(int rows, int words) {
    this.words = words;
    bits = new long[Math.multiplyExact(rows, words)];
  }

  /** The rows' bits. */
  static Filled of(Rows rows) {
    Filled all = new Filled(rows.count(), Math.ceilDiv(rows.stride(), Long.SIZE));
    for (int n = 0; n < rows.count(); n++) {
      for (int i = 0; i < rows.stride(); i += LANES) {
        long filled =
            FloatVector.fromMemorySegment(SPECIES, rows.values(), 4 * rows.index(n, i), ORDER)
                .compare(VectorOperators.NE, 0)
                .toLong();
        all.bits[n * all.words + i / Long.SIZE] |= filled << i;
      }
    }
    return all;
  }

  /** How many words hold a row's bits. */
  int words() {
    return words;
  }

  /** How many blocks have a feature that is not 0. */
  long blocks() {
    return Arrays.stream(bits).map(word -> Long.bitCount(blocks(word))).sum();
  }

  /** The bits of 64 features of a row. */
  long word(int row, int word) {
    return bits[row * words + word];
  }

  /** Of every block's bits the lowest: whether any of them is set. */
  static long blocks(long word) {
    return (word | word >>> 1 | word >>> 2 | word >>> 3) & FIRST_OF_FOUR;
  }
}
