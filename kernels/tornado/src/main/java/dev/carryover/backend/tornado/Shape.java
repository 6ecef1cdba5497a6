package dev.carryover.backend.tornado;

/** How the loops of {@link TrainingKernel} are divided into launches, work-groups and threads. */
enum Shape {
  /** A launch is an epoch, a work-group a replica: for many replicas. */
  EPOCH_KERNEL("epoch kernel, groups of " + Tile.THREADS, Tile.THREADS),

  /** A launch is a phase of a step, a work-group a tile: for few replicas. */
  STEP_GRAPH("step graph, groups of " + Tile.THREADS, Tile.THREADS),

  /** A launch is a phase of a step, a thread a tile, alone: for processors. */
  SINGLE_THREADS("step graph, a thread a tile", 1);

  /**
   * How many replicas, each a work-group of 64 threads, a graphics processor's compute unit needs
   * to be busy: it hides one's memory accesses behind another's arithmetic.
   */
  private static final int GROUPS_PER_UNIT = 4;

  private final String text;
  private final int threads;

  Shape(String text, int threads) {
    this.text = text;
    this.threads = threads;
  }

  /** The shape for so many replicas on a device. */
  static Shape of(int replicas, int computeUnits, boolean cpu) {
    if (cpu) {
      return SINGLE_THREADS;
    }
    return replicas >= computeUnits * GROUPS_PER_UNIT ? EPOCH_KERNEL : STEP_GRAPH;
  }

  /** The size of a work-group. */
  int threads() {
    return threads;
  }

  @Override
  public String toString() {
    return text;
  }
}
