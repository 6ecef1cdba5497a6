package dev.carryover.training;

import dev.carryover.backend.Session;
import dev.carryover.program.BatchOrder;
import java.util.Arrays;

/** Times a session's epochs, once the just-in-time compiler has settled. */
public final class EpochTime {
  /** For so long epochs are trained before the clock counts. */
  private static final double WARM_UP_SECONDS = 2;

  private EpochTime() {}

  /**
   * The median of so many epochs' seconds, all replicas together.
   *
   * @param session bound and loaded; left in the state after the last epoch
   * @param orders which examples each epoch visits, those of the warm-up first
   * @param epochs how many are timed, at least one
   */
  public static double median(Session session, Orders orders, int epochs) {
    int epoch = 0;
    double warm = 0;
    do {
      warm += seconds(session, orders.epoch(epoch++));
    } while (warm < WARM_UP_SECONDS);
    double[] timed = new double[epochs];
    for (int i = 0; i < epochs; i++) {
      timed[i] = seconds(session, orders.epoch(epoch++));
    }
    Arrays.sort(timed);
    return (timed[(epochs - 1) / 2] + timed[epochs / 2]) / 2;
  }

  /** One epoch's time. The losses come back only when the device is done. */
  private static double seconds(Session session, BatchOrder order) {
    long before = System.nanoTime();
    session.trainEpoch(order);
    return (System.nanoTime() - before) / 1e9;
  }
}
