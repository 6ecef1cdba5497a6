package dev.carryover.backend.tornado;

/**
 * What a launch needs to know of an epoch, and how far each replica has come: {@code
 * [1][R][phases][R]}. Each phase counts its steps, so a launch that never ran is seen.
 */
final class Progress {
  /** How many examples each replica visits. */
  static final int LENGTH = 0;

  private Progress() {}

  /** Where a replica's finished steps are counted. */
  static int steps(int r) {
    return 1 + r;
  }

  /** Where a replica's finished runs of a phase are counted. */
  static int phase(int replicas, int phase, int r) {
    return 1 + replicas + phase * replicas + r;
  }

  /** The length of the array. */
  static int count(int replicas, int phases) {
    return phase(replicas, phases, 0);
  }
}
