package dev.carryover.program;

/**
 * Masking noise in training: at every step each input of each example is set to 0 with a given
 * probability, independently of all others, while targets and predictions stay clean (Vincent,
 * Larochelle, Lajoie, Bengio and Manzagol 2010, <i>Stacked denoising autoencoders</i>). The inputs
 * are those of the first layer that trains: the examples, or the code of the frozen layers below.
 *
 * <p>What is masked is a pure function of the seed, the step, the example's place in the batch and
 * the feature, so that no backend has randomness of its own. Word {@code place mod 4} of one {@link
 * Threefry} block decides on an input: four neighbouring examples share a block for each feature.
 *
 * @param fraction the probability, in [0, 1); 0 for none
 * @param seed decides, with step, place and feature, what is masked
 */
public record Corruption(double fraction, long seed) {
  /** No corruption. */
  public static final Corruption NONE = new Corruption(0, 0);

  private static final double WORDS = 0x1p32;

  /**
   * @throws IllegalArgumentException if the fraction is outside [0, 1)
   */
  public Corruption {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "a corruption fraction must be in [0, 1), found " + fraction);
    }
  }

  /** Whether nothing is ever masked. */
  public boolean isNone() {
    return threshold() == 0;
  }

  /**
   * Whether an input is set to 0.
   *
   * @param step how many steps the replica has taken before this one
   * @param place the example's place in the batch, 0 the first
   * @param feature the input's number, 0 the first
   */
  public boolean masks(long step, int place, int feature) {
    int[] counter = {feature, place / Threefry.WORDS, (int) step, (int) (step >>> 32)};
    int word = Threefry.block(key(), counter)[place % Threefry.WORDS];
    return Integer.compareUnsigned(word, threshold()) < 0;
  }

  /** Inputs whose random word, unsigned, is below this are masked: the fraction times 2³². */
  public int threshold() {
    return (int) (long) (fraction * WORDS);
  }

  /** The key of every block, {@code [4]}: the seed's low and high half, 0, 0. */
  public int[] key() {
    return new int[] {(int) seed, (int) (seed >>> 32), 0, 0};
  }
}
