package dev.carryover.program;

/**
 * Threefry-4x32 with 20 rounds (Salmon, Moraes, Dror and Shaw, <i>Parallel random numbers: as easy
 * as 1, 2, 3</i>, 2011): four random words as a function of a key and a counter of four words each.
 * Only additions, rotations and exclusive ors of 32-bit integers, so that every backend can compute
 * the same bits.
 */
public final class Threefry {
  /** The words of one block. */
  public static final int WORDS = 4;

  /** The rounds of one block. */
  public static final int ROUNDS = 20;

  /** Skein's parity word, which joins the key. */
  public static final int PARITY = 0x1BD11BDA;

  /** By how much the two mixes of a round rotate, for eight rounds in turn. */
  private static final int[][] ROTATIONS = {
    {10, 26}, {11, 21}, {13, 27}, {23, 5}, {6, 20}, {17, 11}, {25, 10}, {18, 20}
  };

  private Threefry() {}

  /** By how many bits a round rotates in its first or second mix, 0 or 1. */
  public static int rotation(int round, int mix) {
    return ROTATIONS[round % ROTATIONS.length][mix];
  }

  /**
   * The four words of a block.
   *
   * @param key {@code [4]}
   * @param counter {@code [4]}
   */
  public static int[] block(int[] key, int[] counter) {
    int[] keys = {key[0], key[1], key[2], key[3], PARITY ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
    int[] x = counter.clone();
    inject(x, keys, 0);
    for (int round = 0; round < ROUNDS; round++) {
      boolean even = round % 2 == 0;
      mix(x, 0, even ? 1 : 3, rotation(round, 0));
      mix(x, 2, even ? 3 : 1, rotation(round, 1));
      if (round % 4 == 3) {
        inject(x, keys, round / 4 + 1);
      }
    }
    return x;
  }

  private static void mix(int[] x, int i, int j, int rotation) {
    x[i] += x[j];
    x[j] = Integer.rotateLeft(x[j], rotation) ^ x[i];
  }

  private static void inject(int[] x, int[] keys, int time) {
    for (int i = 0; i < x.length; i++) {
      x[i] += keys[(time + i) % keys.length];
    }
    x[3] += time;
  }
}
