package dev.carryover.backend.vector;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the threads of a team wait for each other, twice in steps of a hundred microseconds: so
 * they spin, and only who waits for much longer than a step lets others have its processor. A
 * {@code Phaser} would put them to sleep, and waking takes as long as a step.
 */
final class Barrier {
  private static final int SPINS = 20_000;

  /** In nanoseconds. */
  private static final long NAP = 50_000;

  private final int members;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile int phase;
  private volatile boolean cancelled;

  /** A place for so many threads. */
  Barrier(int members) {
    this.members = members;
  }

  /**
   * Returns when all members are here: what each wrote before, all may read after.
   *
   * @throws IllegalStateException if the barrier was {@linkplain #cancel cancelled}
   */
  void await() {
    int own = phase;
    if (arrived.incrementAndGet() == members) {
      arrived.set(0);
      phase = own + 1;
    } else {
      int spins = 0;
      while (phase == own && !cancelled) {
        if (spins < SPINS) {
          spins++;
          Thread.onSpinWait();
        } else {
          LockSupport.parkNanos(NAP);
        }
      }
    }
    if (cancelled) {
      throw new IllegalStateException("another thread of the team failed");
    }
  }

  /** Lets everybody go who waits here or ever will: a member failed and will not come. */
  void cancel() {
    cancelled = true;
  }
}
