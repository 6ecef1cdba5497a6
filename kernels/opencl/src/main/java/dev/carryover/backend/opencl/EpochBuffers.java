package dev.carryover.backend.opencl;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

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
  private final int[] visitsOfEach;
  private final DeviceBuffer order;
  private final DeviceBuffer visitsOnDevice;
  private final DeviceBuffer stepsBefore;
  private final DeviceBuffer corrections;
  private final DeviceBuffer losses;

  /** Some replicas' order or losses, {@code [together][n]}. */
  private final HostMemory host;

  /**
   * @param visits n, the number of examples that the replica visits that visits most
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
    corrections =
        context.buffer("Adam's corrections", correctsSteps() ? 2L * steps * program.replicas() : 2);
    stepsBefore = context.buffer("steps taken", 2L * program.replicas());
    visitsOnDevice = context.buffer("visits", program.replicas());
    visitsOfEach = new int[program.replicas()];
  }

  /** The number of examples, n. */
  int visits() {
    return visits;
  }

  /** How many examples each replica visits, {@code [R]}, n or fewer. */
  DeviceBuffer visitsOfEach() {
    return visitsOnDevice;
  }

  /** How many steps each replica had taken before the epoch, {@code [R][2]}, the low half first. */
  DeviceBuffer stepsBefore() {
    return stepsBefore;
  }

  /** Updates in an epoch, of the replica that makes most. */
  int steps() {
    return steps;
  }

  /** {@code [R][n]}. */
  DeviceBuffer order() {
    return order;
  }

  /** {@code [R][steps][2]}; two zeros for optimizers that have none. */
  DeviceBuffer corrections() {
    return corrections;
  }

  /** Each visited example's loss, {@code [R][n]}. */
  DeviceBuffer losses() {
    return losses;
  }

  /**
   * Copies an epoch's order, and what its step numbers mean to the optimizer and to the noise.
   *
   * @param taken how many steps each replica has taken before, {@code [R]}
   */
  void write(BatchOrder epoch, long[] taken) {
    int[] indices = new int[visits];
    for (int first = 0; first < program.replicas(); first += together) {
      int count = Math.min(together, program.replicas() - first);
      for (int r = 0; r < count; r++) {
        epoch.copyTo(first + r, indices, 0);
        host.put(r * visits, indices, 0, visits);
      }
      order.write((long) first * visits, host, count * visits);
    }
    writeVisits(epoch);
    if (correctsSteps()) {
      writeCorrections(taken);
    }
    if (program.corrupts()) {
      int[] halves =
          Arrays.stream(taken)
              .flatMap(steps -> LongStream.of(steps, steps >>> 32))
              .mapToInt(half -> (int) half)
              .toArray();
      stepsBefore.write(0, halves, halves.length);
    }
  }

  private void writeVisits(BatchOrder epoch) {
    int[] each = IntStream.range(0, program.replicas()).map(epoch::length).toArray();
    if (!Arrays.equals(each, visitsOfEach)) {
      visitsOnDevice.write(0, each, each.length);
      System.arraycopy(each, 0, visitsOfEach, 0, each.length);
    }
  }

  private boolean correctsSteps() {
    return program.optimizer() instanceof Optimizer.Adam;
  }

  private void writeCorrections(long[] taken) {
    OptimizerConstants adam = OptimizerConstants.of(program.optimizer());
    float[] values = new float[2 * steps * taken.length];
    for (int r = 0; r < taken.length; r++) {
      float[] own = adam.corrections(taken[r], steps);
      System.arraycopy(own, 0, values, r * own.length, own.length);
    }
    corrections.write(0, values, values.length);
  }

  /** Waits for the epoch, and returns the sum of each replica's losses, summed in float64. */
  double[] sumLosses() {
    double[] sums = new double[program.replicas()];
    for (int first = 0; first < sums.length; first += together) {
      int count = Math.min(together, sums.length - first);
      losses.read((long) first * visits, host, count * visits);
      for (int r = 0; r < count; r++) {
        for (int i = 0; i < visitsOfEach[first + r]; i++) {
          sums[first + r] += host.get(r * visits + i);
        }
      }
    }
    return sums;
  }

  @Override
  public void close() {
    order.close();
    visitsOnDevice.close();
    stepsBefore.close();
    corrections.close();
    losses.close();
    host.close();
  }
}
