package dev.carryover.backend.vector;

import java.util.concurrent.Phaser;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of work that a team of threads does together. Which thread computes a tile
 * never changes what is computed.
 *
 * @param rank this thread's number in the team, from 0
 * @param size how many threads the team has
 * @param team where its threads wait for each other; absent in a team of one
 */
record Share(int rank, int size, @Nullable Phaser team) {
  static final Share ALONE = new Share(0, 1, null);

  /** The first of n pieces that is this thread's. */
  int from(int n) {
    return (int) ((long) n * rank / size);
  }

  /** The first of n pieces, after this thread's, that is not. */
  int to(int n) {
    return (int) ((long) n * (rank + 1) / size);
  }

  /**
   * Waits until the whole team has come here: what each wrote before, all may read after.
   *
   * @throws IllegalStateException if a thread of the team has failed
   */
  void meet() {
    if (team != null && team.arriveAndAwaitAdvance() < 0) {
      throw new IllegalStateException("another thread of the team failed");
    }
  }
}
