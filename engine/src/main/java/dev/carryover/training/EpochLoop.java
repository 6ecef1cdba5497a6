package dev.carryover.training;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Session;

/** Trains a session epoch by epoch. */
public final class EpochLoop {
  private EpochLoop() {}

  /** Hears of every epoch, and says whether training goes on. */
  @FunctionalInterface
  public interface Listener {
    /**
     * An epoch is done.
     *
     * @param epochsDone how many are done, 1 after the first
     * @param losses each replica's mean loss in it, {@code [R]}; the listener's own
     * @param seconds what the epochs took since the loop began, without what listeners did
     * @return whether another epoch is wanted
     */
    boolean epochDone(int epochsDone, double[] losses, double seconds);

    /**
     * A replica's loss is not finite after an epoch; told before {@link #epochDone}, in every epoch
     * from then on. It ends training, unless the listener knows better.
     *
     * @throws BackendException always, where this is not overridden
     */
    default void diverged(int epochsDone, int replica, double loss) {
      throw divergence(epochsDone, replica, loss);
    }
  }

  /** Says that a replica's loss is not finite. */
  public static BackendException divergence(int epochsDone, int replica, double loss) {
    return new BackendException(
        "expected a finite loss, found %s in replica %d after epoch %d"
            .formatted(loss, replica, epochsDone));
  }

  /**
   * Trains so many epochs and returns each one's losses, {@code [epochs][R]}.
   *
   * @param session bound and loaded; left in the state after the last epoch
   * @param orders which examples each epoch visits
   * @throws BackendException if the device fails, or a replica's loss is no longer a finite number
   */
  public static double[][] train(Session session, Orders orders, int epochs) {
    double[][] losses = new double[epochs][];
    run(
        session,
        orders,
        0,
        epochs,
        (done, each, seconds) -> {
          losses[done - 1] = each;
          return true;
        });
    return losses;
  }

  /**
   * Trains up to so many epochs and returns the seconds that the epochs took, without what the
   * listener did between them.
   *
   * @param session bound and loaded; left in the state after the last epoch
   * @param orders which examples each epoch visits
   * @param first how many epochs have been done before the session was loaded, 0 at the beginning
   * @param epochs as many as are done in all unless the listener ends it
   * @throws BackendException if the device fails, or a replica's loss is no longer a finite number
   *     and the listener does not bear it
   */
  public static double run(
      Session session, Orders orders, int first, int epochs, Listener listener) {
    long nanos = 0;
    boolean wanted = true;
    for (int done = first + 1; wanted && done <= epochs; done++) {
      long before = System.nanoTime();
      double[] losses = session.trainEpoch(orders.epoch(done - 1));
      nanos += System.nanoTime() - before;
      for (int r = 0; r < losses.length; r++) {
        if (!Double.isFinite(losses[r])) {
          listener.diverged(done, r, losses[r]);
        }
      }
      wanted = listener.epochDone(done, losses, nanos / 1e9);
    }
    return nanos / 1e9;
  }
}
