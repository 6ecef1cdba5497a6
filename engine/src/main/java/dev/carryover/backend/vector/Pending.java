package dev.carryover.backend.vector;

import java.util.Arrays;

/**
 * Which blocks of four features' weights a turn must pass, and how many steps they are behind.
 *
 * <p>The gradient of a block that is 0 in every example of a batch is 0. Without weight decay such
 * a step leaves weights to SGD as they are, and moves them by momentum alone; so it can wait until
 * the weights are needed: for the block's next batch, or at the epoch's end. Then all that wait are
 * made one after another, each as it would have been, but with the weights in registers.
 */
final class Pending {
  /** How many steps of the epoch each block's weights have made. */
  private final int[] made;

  /** Whether the batch of the turn before fills a block, or no step can wait. */
  private final boolean[] gradients;

  /** The same of this turn's batch. */
  private final boolean[] filled;

  private boolean mayIdle;
  private int steps;

  /**
   * No block behind.
   *
   * @param features how many there are, 0 where none is listed
   */
  Pending(int features) {
    made = new int[Math.ceilDiv(features, Blocks.FEATURES)];
    gradients = new boolean[made.length];
    filled = new boolean[made.length];
  }

  /**
   * Begins an epoch.
   *
   * @param mayIdle whether steps without a gradient can wait
   */
  void begin(boolean mayIdle) {
    this.mayIdle = mayIdle;
    steps = 0;
    Arrays.fill(made, 0);
    Arrays.fill(filled, false);
  }

  /**
   * Begins a turn.
   *
   * @param turn how many steps of the epoch all weights that it passes have made at its end
   * @param examples the turn's batch
   * @param count how many there are; none in the epoch's last turn, which passes all weights
   */
  void turn(int turn, ExampleTerms examples, int count) {
    for (int block = 0; block < made.length; block++) {
      if (passes(block)) {
        made[block] = steps;
      }
      gradients[block] = filled[block];
      filled[block] = !mayIdle || count == 0 || examples.isFilled(block);
    }
    steps = turn;
  }

  /** Whether the turn passes a block's weights, which then are behind no more. */
  private boolean passes(int block) {
    return gradients[block] || filled[block];
  }

  /** Whether a block has a gradient: its last step of the turn. */
  boolean hasGradient(int block) {
    return gradients[block];
  }

  /** How many steps without a gradient a block's weights are to make, before that. */
  int waiting(int block) {
    return passes(block) ? steps - made[block] - (gradients[block] ? 1 : 0) : 0;
  }
}
