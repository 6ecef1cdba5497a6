package dev.carryover.training;

import dev.carryover.program.BatchOrder;

/** The orders in which replicas visit their examples, epoch by epoch. */
@FunctionalInterface
public interface Orders {

  /**
   * The order of one epoch, always the same for the same epoch, so that a training can go on from
   * any of them.
   *
   * @param epoch 0 the first
   */
  BatchOrder epoch(int epoch);

  /**
   * These orders over a part of the bound examples, another part for each replica: where they visit
   * i, replica r visits {@code parts[r][i]}.
   *
   * @param parts for each replica as many indices into the bound examples as its order has; copied
   */
  default Orders within(int[][] parts) {
    int[][] copy = new int[parts.length][];
    for (int r = 0; r < parts.length; r++) {
      copy[r] = parts[r].clone();
    }
    return epoch -> {
      BatchOrder order = epoch(epoch);
      int[][] indices = new int[copy.length][];
      for (int r = 0; r < copy.length; r++) {
        indices[r] = new int[order.length(r)];
        for (int i = 0; i < indices[r].length; i++) {
          indices[r][i] = copy[r][order.index(r, i)];
        }
      }
      return new BatchOrder(indices);
    };
  }
}
