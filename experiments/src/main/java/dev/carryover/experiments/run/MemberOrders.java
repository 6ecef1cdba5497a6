package dev.carryover.experiments.run;

import dev.carryover.program.BatchOrder;
import dev.carryover.training.Orders;
import java.util.Arrays;

/**
 * In which order the replicas of one of a {@link Lockstep}'s trainings visit its pool. Those of a
 * session all take steps, so what is of no interest any more visits a single example.
 */
final class MemberOrders {
  private static final int[] STANDS_STILL = {0};

  private final StageTraining training;
  private final EarlyStop stop;
  private final Orders orders;

  /**
   * @param stop which replicas still train
   */
  MemberOrders(StageTraining training, EarlyStop stop) {
    this.training = training;
    this.stop = stop;
    this.orders = training.orders();
  }

  /** The order of an epoch, 0 the first. */
  int[][] of(int epoch) {
    int[][] indices = standstill();
    BatchOrder order = orders.epoch(epoch);
    for (int r = 0; r < indices.length; r++) {
      if (!standsStill(r)) {
        indices[r] = new int[order.length(r)];
        order.copyTo(r, indices[r], 0);
      }
    }
    return indices;
  }

  /** The order of a training that has ended where others have not. */
  int[][] standstill() {
    int[][] indices = new int[training.program().replicas()][];
    Arrays.fill(indices, STANDS_STILL);
    return indices;
  }

  /** A candidate of a search that has stopped is of no interest any more. */
  boolean standsStill(int replica) {
    return training.searches() && !stop.training().contains(replica);
  }
}
