package dev.carryover.backend.vector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads of a team wait for each other, twice in steps of a hundred microseconds: a
 * {@code Phaser} would put them to sleep, and waking takes as long as a step. So they spin; but
 * where a processor is shared, as by two runs on one machine, whom they wait for may be waiting for
 * theirs: who has spun for a moment lets others have it, time and again.
 */
final class Barrier {
  /** Some tens of microseconds: what waiting takes where every thread has a processor. */
  private static final int SPINS = 1_000;

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
  @SuppressWarnings("ThreadPriorityCheck") // Nothing but time depends on who runs.
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
          Thread.yield();
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
