package dev.carryover.backend.vector;

/**
 * Who trains which replica. First every thread gets as many whole replicas as there are for all;
 * then the threads form one team for each replica that is left, and the members of a team share
 * each layer's slices. None of this changes a result.
 *
 * @param replicas R
 * @param threads how many there are
 * @param largestTeam how many threads can share a replica to advantage
 */
record Assignment(int replicas, int threads, int largestTeam) {

  private static final int TILES_WORTH_A_THREAD = 4;

  /** The largest team worth its barriers, where the widest layer's outputs fill so many tiles. */
  static int largestTeam(int tiles) {
    return Math.clamp(tiles / TILES_WORTH_A_THREAD, 1, Layer.MOST_SLICES);
  }

  /** How many replicas are trained by one thread each: a multiple of the threads. */
  int alone() {
    return replicas - teams();
  }

  /** How many replicas are trained by a team each, numbered from {@link #alone} on. */
  int teams() {
    return replicas % threads;
  }

  /** The team that a thread belongs to, or −1 if it has none. */
  int team(int thread) {
    for (int team = 0; team < teams(); team++) {
      if (thread >= firstOf(team) && thread < firstOf(team) + size(team)) {
        return team;
      }
    }
    return -1;
  }

  /** The team's first thread. */
  int firstOf(int team) {
    return (int) ((long) team * threads / teams());
  }

  /** How many threads the team has. */
  int size(int team) {
    int next = (int) ((team + 1L) * threads / teams());
    return Math.min(next - firstOf(team), largestTeam);
  }
}
