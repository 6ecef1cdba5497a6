package dev.carryover.training;

import dev.carryover.program.BatchOrder;
import java.util.random.RandomGenerator;

/**
 * The order in which each replica visits its examples.
 *
 * @param examples how many there are; every epoch visits each once
 * @param replicas R
 * @param policy whether epochs differ
 * @param seeds where the draws come from
 */
public record Shuffle(int examples, int replicas, Policy policy, SeedSequence seeds)
    implements Orders {

  /** Whether epochs differ in their order. */
  public enum Policy {
    /** Every epoch visits the same batches in the same order, as the paper's program does. */
    ONCE,
    /** Every epoch is shuffled anew. */
    EVERY_EPOCH
  }

  /**
   * The order of one epoch, by Fisher and Yates' shuffle as Durstenfeld (1964) gave it. It depends
   * on nothing but this shuffle and the epoch, so a run can go on from any epoch.
   *
   * @param epoch 0 the first
   */
  @Override
  public BatchOrder epoch(int epoch) {
    int[][] indices = new int[replicas][];
    for (int r = 0; r < replicas; r++) {
      int round = policy == Policy.ONCE ? 0 : epoch;
      indices[r] = permutation(seeds.generator("shuffle." + round, r));
    }
    return new BatchOrder(indices);
  }

  private int[] permutation(RandomGenerator random) {
    int[] permutation = new int[examples];
    for (int i = 0; i < examples; i++) {
      int j = random.nextInt(i + 1);
      permutation[i] = permutation[j];
      permutation[j] = i;
    }
    return permutation;
  }
}
