package dev.carryover.backend.opencl;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;

/** What crosses between host and device every epoch: the order there, the losses back. */
final class EpochBuffers implements AutoCloseable {
  private final TrainingProgram program;
  private final int visits;
  private final int steps;
  private final DeviceBuffer order;
  private final DeviceBuffer corrections;
  private final DeviceBuffer losses;

  /**
   * @param visits n, the number of examples that each replica visits
   */
  EpochBuffers(OpenClContext context, TrainingProgram program, int visits) {
    this.program = program;
    this.visits = visits;
    steps = program.stepsPerEpoch(visits);
    order = context.buffer("order", (long) program.replicas() * visits);
    losses = context.buffer("losses", (long) program.replicas() * visits);
    corrections = context.buffer("Adam's corrections", 2L * steps);
  }

  /** n. */
  int visits() {
    return visits;
  }

  /** Updates in an epoch. */
  int steps() {
    return steps;
  }

  /** {@code [R][n]}. */
  DeviceBuffer order() {
    return order;
  }

  /** {@code [steps][2]}. */
  DeviceBuffer corrections() {
    return corrections;
  }

  /** Each visited example's loss, {@code [R][n]}. */
  DeviceBuffer losses() {
    return losses;
  }

  /** Copies an epoch's order, and what its step numbers mean to the optimizer. */
  void write(BatchOrder epoch, long stepsTaken) {
    int[] indices = new int[visits];
    for (int r = 0; r < program.replicas(); r++) {
      epoch.copyTo(r, indices, 0);
      order.write((long) r * visits, indices, visits);
    }
    float[] values = OptimizerConstants.of(program.optimizer()).corrections(stepsTaken, steps);
    corrections.write(0, values, values.length);
  }

  /** Waits for the epoch, and returns the sum of each replica's losses, summed in float64. */
  double[] sumLosses() {
    double[] sums = new double[program.replicas()];
    float[] values = new float[visits];
    for (int r = 0; r < sums.length; r++) {
      losses.read((long) r * visits, values, visits);
      for (float loss : values) {
        sums[r] += loss;
      }
    }
    return sums;
  }

  @Override
  public void close() {
    order.close();
    corrections.close();
    losses.close();
  }
}
