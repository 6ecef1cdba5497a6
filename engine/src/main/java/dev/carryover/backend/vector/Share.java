package dev.carryover.backend.vector;

import org.jspecify.annotations.Nullable;

/**
 * One thread's part of work that a team of threads does together. Which thread computes what never
 * changes what is computed.
 *
 * @param rank this thread's number in the team, from 0
 * @param size how many threads the team has
 * @param team where its threads wait for each other; absent in a team of one
 */
record Share(int rank, int size, @Nullable Barrier team) {
  static final Share ALONE = new Share(0, 1, null);

  /** Of n pieces those that are this thread's. */
  Span of(int n) {
    return Span.of(rank, size, n);
  }

  /**
   * Waits until the whole team has come here: what each wrote before, all may read after.
   *
   * @throws IllegalStateException if a thread of the team has failed
   */
  void await() {
    if (team != null) {
      team.await();
    }
  }
}
