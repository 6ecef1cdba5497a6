package dev.carryover.backend.opencl;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Targets;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What this backend cannot do yet, each refused by name. */
final class Unsupported {
  private Unsupported() {}

  /**
   * Does nothing for a program that the kernels can train.
   *
   * @throws BackendException if layers are tied, inputs corrupted or weights decayed
   */
  static void refuse(TrainingProgram program) {
    if (program.network().hasTiedLayers()) {
      throw refusal("tied layers");
    }
    if (!program.corruptions().stream().allMatch(Corruption::isNone)) {
      throw refusal("corruption");
    }
    if (program.weightDecays().stream().anyMatch(decay -> decay > 0)) {
      throw refusal("weight decay");
    }
  }

  /**
   * Does nothing for targets that the kernels can compare with.
   *
   * @throws BackendException if they are rows of values
   */
  static void refuse(Targets targets) {
    if (targets instanceof Targets.Values) {
      throw refusal("values as targets");
    }
  }

  /**
   * Does nothing for replicas in step.
   *
   * @throws BackendException if they visit different numbers of examples, or have taken different
   *     numbers of steps
   */
  static void refuse(BatchOrder order, long[] stepsBefore) {
    if (IntStream.range(0, order.replicas()).anyMatch(r -> order.length(r) < order.longest())) {
      throw refusal("orders of unequal length");
    }
    if (Arrays.stream(stepsBefore).anyMatch(steps -> steps != stepsBefore[0])) {
      throw refusal("replicas that have taken different numbers of steps");
    }
  }

  private static BackendException refusal(String what) {
    return new BackendException("backend opencl does not train with %s yet".formatted(what));
  }
}
