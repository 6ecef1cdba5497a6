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

  /**
   * A launch's step. No launch reads what it writes: the update, which ends a step, asks its
   * predecessor.
   */
  static int step(int kind, int layer, IntArray geometry, IntArray progress, int r) {
    int replicas = geometry.get(Geometry.REPLICAS);
    int step = progress.get(steps(replicas, r));
    if (kind == Phase.UPDATE) {
      step = progress.get(phase(replicas, Phase.number(kind, layer, geometry) - 1, r)) - 1;
    }
    return step;
  }

  /** A step's examples: none once the replica's order has ended, which others' may not have. */
  static int examples(IntArray geometry, IntArray progress, int r, int step) {
    int batch = geometry.get(Geometry.BATCH);
    return Math.max(0, Math.min(batch, progress.get(length(r)) - step * batch));
  }

  /** Counts a phase of a step as finished, if a tile is its first. */
  static void finish(
      int kind, int layer, IntArray geometry, IntArray progress, int r, int tile, int step) {
    if (tile == 0) {
      int replicas = geometry.get(Geometry.REPLICAS);
      progress.set(phase(replicas, Phase.number(kind, layer, geometry), r), step + 1);
      if (kind == Phase.UPDATE) {
        progress.set(steps(replicas, r), step + 1);
      }
    }
  }

  /** The length of the array. */
  static int count(int replicas, int phases) {
    return phase(replicas, phases, 0);
  }
}
