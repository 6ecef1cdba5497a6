package dev.carryover.backend.opencl;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Targets;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a program needs of a device's memory, buffer by buffer, known before any is allocated. */
final class MemoryPlan {
  /**
   * One buffer's need.
   *
   * @param what its contents
   * @param shared values whatever R is
   * @param perReplica values for each replica
   */
  private record Need(String what, long shared, long perReplica) {
    long bytes(long replicas) {
      return (shared + replicas * perReplica + DeviceBuffer.PADDING) * Float.BYTES;
    }

    /** The largest R at which this need is within a number of bytes; less than 1 if none is. */
    long largestReplicas(long bytes) {
      if (perReplica == 0) {
        return bytes(0) <= bytes ? Long.MAX_VALUE : 0;
      }
      return (bytes / Float.BYTES - shared - DeviceBuffer.PADDING) / perReplica;
    }
  }

  private final TrainingProgram program;
  private final List<Need> needs = new ArrayList<>();

  /**
   * The plan for a program, before any examples are bound and any order is known.
   *
   * @param program what is to be trained
   */
  MemoryPlan(TrainingProgram program) {
    this(program, 0, new Targets.Labels(), 0);
  }

  /**
   * The plan for a program over bound examples.
   *
   * @param program what is to be trained
   * @param examples their number
   * @param targets what outputs are compared with
   * @param visits n, the number of examples that each replica visits in an epoch
   */
  MemoryPlan(TrainingProgram program, long examples, Targets targets, long visits) {
    this.program = program;
    NetworkSpec network = program.network();
    long size = network.parameters().size();
    needs.add(new Need("parameters", 0, size));
    for (int s = 0; s < program.optimizer().slots(); s++) {
      needs.add(new Need("optimizer slot " + s, 0, size));
    }
    int first = program.firstTrainedLayer();
    long activations =
        network.layers().stream().skip(first).mapToLong(DenseSpec::outputs).sum()
            * program.batchSize();
    needs.add(new Need("activations", 0, activations));
    needs.add(new Need("gradients", 0, activations));
    needs.add(new Need("examples", examples * network.inputs(), 0));
    needs.add(new Need("labels", examples, 0));
    if (targets instanceof Targets.Values) {
      needs.add(new Need("targets", examples * network.outputs(), 0));
    }
    if (program.corrupts()) {
      long inputs = network.layer(first).inputs();
      needs.add(new Need("corrupted inputs", 0, program.batchSize() * inputs));
    }
    if (program.optimizer() instanceof Optimizer.Adam) {
      long steps = Math.ceilDiv(visits, (long) program.batchSize());
      needs.add(new Need("Adam's corrections", 0, 2 * steps));
    }
    if (first > 0) {
      needs.add(new Need("frozen activations", 0, examples * network.layer(first).inputs()));
    }
    needs.add(new Need("order", 0, visits));
    needs.add(new Need("losses", 0, visits));
    needs.add(
        new Need("predictions", 0, network.layers().stream().mapToLong(DenseSpec::outputs).sum()));
  }

  /** This plan with another buffer in it, of a size that does not depend on R. */
  MemoryPlan with(String what, long values) {
    needs.add(new Need(what, values, 0));
    return this;
  }

  /**
   * Does nothing if everything fits.
   *
   * @param device where
   * @param owner backend, device and program, for the message
   * @throws BackendException if a buffer is larger than the device allocates at once, or all
   *     together larger than its memory
   */
  void requireFits(OpenClDevice device, String owner) {
    long replicas = program.replicas();
    for (Need need : needs) {
      if (need.bytes(replicas) > device.maxAllocation()) {
        throw new BackendException(
            "%s: needs %s for %s, and the device allocates at most %s at once; %s"
                .formatted(
                    owner,
                    inBytes(need.bytes(replicas)),
                    need.what(),
                    inBytes(device.maxAllocation()),
                    advice(device)));
      }
    }
    long total = needs.stream().mapToLong(need -> need.bytes(replicas)).sum();
    if (total > device.globalMemory()) {
      throw new BackendException(
          "%s: needs %s of memory, and the device has %s; %s"
              .formatted(owner, inBytes(total), inBytes(device.globalMemory()), advice(device)));
    }
  }

  private String advice(OpenClDevice device) {
    long largest = largestReplicas(device.maxAllocation(), device.globalMemory());
    return largest < 1 ? "not even one replica fits" : "the largest R that fits is " + largest;
  }

  /** The largest R that fits, less than 1 if none does. */
  long largestReplicas(long maxAllocation, long globalMemory) {
    long perReplica = needs.stream().mapToLong(Need::perReplica).sum();
    long shared = needs.stream().mapToLong(need -> need.bytes(0)).sum();
    long byTotal = (globalMemory - shared) / Float.BYTES / perReplica;
    return needs.stream()
        .mapToLong(need -> need.largestReplicas(maxAllocation))
        .reduce(byTotal, Math::min);
  }

  /** A number of bytes for people to read, for example {@code 3.9 GiB}. */
  static String inBytes(long bytes) {
    return bytes >= 1L << 30
        ? String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30))
        : String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
  }
}
