package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What a launch needs to know of an epoch, and how far each replica has come: {@code [4 +
 * phases][R]}, how many examples each replica visits, how many steps it had taken before in two
 * halves, how many it has finished, and how many of each phase. Each phase counts its steps, so a
 * launch that never ran is seen.
 */
final class Progress {
  private Progress() {}

  /** Where it stands how many examples a replica visits. */
  static int length(int r) {
    return r;
  }

  /** How many examples the replica visits that visits most. */
  static int longest(IntArray progress, int replicas) {
    int longest = 0;
    for (int r = 0; r < replicas; r++) {
      longest = Math.max(longest, progress.get(length(r)));
    }
    return longest;
  }

  /** Where the low half stands of how many steps a replica had taken before. */
  static int before(int replicas, int r) {
    return replicas + r;
  }

  /** Where the high half stands. */
  static int beforeHigh(int replicas, int r) {
    return 2 * replicas + r;
  }

  /** Where a replica's finished steps are counted. */
  static int steps(int replicas, int r) {
    return 3 * replicas + r;
  }

  /** Where a replica's finished runs of a phase are counted. */
  static int phase(int replicas, int phase, int r) {
    return (4 + phase) * replicas + r;
  }

  /** The length of the array. */
  static int count(int replicas, int phases) {
    return phase(replicas, phases, 0);
  }
}
