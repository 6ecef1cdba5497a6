package dev.carryover.backend.tornado;

/** How the loops of {@link TrainingKernel} are divided into launches and work-groups. */
enum Shape {
  /** A launch is an epoch, a work-group a replica: for many replicas. */
  EPOCH_KERNEL,

  /** A launch is a phase of a step, a work-group a tile: for few replicas. */
  STEP_GRAPH;

  /**
   * How many replicas, each a work-group of 64 threads, a compute unit needs to be busy: a CPU's
   * core runs one at a time, a GPU's hides one's memory accesses behind another's arithmetic.
   */
  private static final int GROUPS_PER_GPU_UNIT = 4;

  /** The shape for so many replicas on a device. */
  static Shape of(int replicas, int computeUnits, boolean cpu) {
    int enough = cpu ? computeUnits : computeUnits * GROUPS_PER_GPU_UNIT;
    return replicas >= enough ? EPOCH_KERNEL : STEP_GRAPH;
  }
}
