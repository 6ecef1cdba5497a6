package dev.carryover.bench;

import dev.carryover.backend.Session;
import dev.carryover.program.BatchOrder;

/** A session at work, opened and checked once, then asked for one epoch after another. */
final class Epochs implements AutoCloseable {
  private final Work work;
  private final Session session;
  private final BatchOrder order;

  Epochs(int replicas, String backend) {
    this(Work.of(replicas), backend);
  }

  Epochs(Work work, String backend) {
    this.work = work;
    session = work.session(backend);
    order = work.order(Work.EXAMPLES);
  }

  /** One epoch of every replica; its mean losses. */
  double[] next(Rate rate) {
    rate.add(work.flop());
    return session.trainEpoch(order);
  }

  @Override
  public void close() {
    session.close();
  }
}
