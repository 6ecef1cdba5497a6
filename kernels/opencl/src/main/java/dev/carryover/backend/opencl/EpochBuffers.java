package dev.carryover.backend.opencl;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;

/**
 * What crosses between host and device every epoch: the order there, the losses back. All replicas'
 * cross together, because every transfer makes the host wait for the device.
 */
final class EpochBuffers implements AutoCloseable {
  /** Values on the host that cross together, unless a single replica has more: 256 MiB. */
  private static final int TOGETHER = 1 << 26;

  private final TrainingProgram program;
  private final int visits;
  private final int steps;
  private final int together;
  private final DeviceBuffer order;
  private final DeviceBuffer corrections;
  private final DeviceBuffer losses;

  /** Some replicas' order or losses, {@code [together][n]}. */
  private final HostMemory host;

  /**
   * @param visits n, the number of examples that each replica visits
   */
  EpochBuffers(OpenClContext context, TrainingProgram program, int visits) {
    this(context, program, visits, TOGETHER);
  }

  /**
   * @param values on the host that cross together
   */
  EpochBuffers(OpenClContext context, TrainingProgram program, int visits, int values) {
    this.program = program;
    this.visits = visits;
    steps = program.stepsPerEpoch(visits);
    together = Math.clamp(values / visits, 1, program.replicas());
    host = context.hostMemory(Math.multiplyExact(together, visits));
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

  /** {@code [steps][2]}; zeros for optimizers that have none. */
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
    for (int first = 0; first < program.replicas(); first += together) {
      int count = Math.min(together, program.replicas() - first);
      for (int r = 0; r < count; r++) {
        epoch.copyTo(first + r, indices, 0);
        host.put(r * visits, indices, 0, visits);
      }
      order.write((long) first * visits, host, count * visits);
    }
    if (program.optimizer() instanceof Optimizer.Adam adam) {
      float[] values = OptimizerConstants.of(adam).corrections(stepsTaken, steps);
      corrections.write(0, values, values.length);
    }
  }

  /** Waits for the epoch, and returns the sum of each replica's losses, summed in float64. */
  double[] sumLosses() {
    double[] sums = new double[program.replicas()];
    for (int first = 0; first < sums.length; first += together) {
      int count = Math.min(together, sums.length - first);
      losses.read((long) first * visits, host, count * visits);
      for (int r = 0; r < count; r++) {
        for (int i = 0; i < visits; i++) {
          sums[first + r] += host.get(r * visits + i);
        }
      }
    }
    return sums;
  }

  @Override
  public void close() {
    order.close();
    corrections.close();
    losses.close();
    host.close();
  }
}
