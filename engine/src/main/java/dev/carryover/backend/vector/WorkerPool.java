package dev.carryover.backend.vector;

import dev.carryover.backend.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Threads that wait for work and do it together, the caller among them as number 0. */
final class WorkerPool implements AutoCloseable {
  private final int size;
  private final Phaser gate;
  private final List<Barrier> teams = new ArrayList<>();
  private volatile IntConsumer work = thread -> {};
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private WorkerPool(int size) {
    this.size = size;
    gate = new Phaser(size);
  }

  /** So many threads, all but the caller's started as daemons. */
  static WorkerPool of(int size) {
    WorkerPool pool = new WorkerPool(size);
    for (int t = 1; t < size; t++) {
      int thread = t;
      Thread.ofPlatform().daemon().name("carryover-vector-" + t).start(() -> pool.serve(thread));
    }
    return pool;
  }

  /** How many threads there are, the caller among them. */
  int size() {
    return size;
  }

  /** Where so many threads of this pool can wait for each other; released if one of them fails. */
  Barrier team(int members) {
    Barrier team = new Barrier(members);
    teams.add(team);
    return team;
  }

  /**
   * Lets every thread do its part, given its number, and returns when all are done.
   *
   * @throws BackendException if one of them failed, now or before
   */
  void run(IntConsumer work) {
    this.work = work;
    gate.arriveAndAwaitAdvance();
    perform(0);
    gate.arriveAndAwaitAdvance();
    Throwable cause = failure.get();
    if (cause != null) {
      throw new BackendException("backend vector: a thread failed: " + cause, cause);
    }
  }

  private void serve(int thread) {
    while (gate.arriveAndAwaitAdvance() >= 0) {
      perform(thread);
      gate.arriveAndAwaitAdvance();
    }
  }

  private void perform(int thread) {
    try {
      work.accept(thread);
    } catch (RuntimeException | Error e) {
      // The first is the cause: who waits for that thread fails after it.
      failure.compareAndSet(null, e);
      teams.forEach(Barrier::cancel);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    gate.forceTermination();
  }
}
