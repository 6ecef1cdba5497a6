package dev.carryover.backend.opencl;

/** How an epoch is laid out over a device. Both train the same program. */
enum Shape {
  /** A few launches a step, each over the whole grid: for few replicas. */
  STEP_GRAPH("step graph"),
  /** One launch an epoch, one work-group a replica: for many replicas. */
  EPOCH_KERNEL("epoch kernel");

  private final String text;

  Shape(String text) {
    this.text = text;
  }

  /**
   * The epoch kernel where a work-group a replica fills at least three quarters of the device, and
   * then for every larger R too. A rule and not a measurement, because the shapes differ in the
   * last bit, and the same run must give the same bits tomorrow.
   */
  static Shape of(int replicas, int batchSize, OpenClDevice device) {
    int group = Tiling.of(device, batchSize, replicas, EPOCH_KERNEL).group();
    return 4L * replicas >= 3L * device.residentGroups(group) ? EPOCH_KERNEL : STEP_GRAPH;
  }

  @Override
  public String toString() {
    return text;
  }
}
