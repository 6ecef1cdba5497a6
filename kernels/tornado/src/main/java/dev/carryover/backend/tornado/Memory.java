package dev.carryover.backend.tornado;

import dev.carryover.backend.BackendException;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import java.util.Locale;
import java.util.stream.LongStream;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * What a program's training needs of a device's memory.
 *
 * @param target names backend and device, for messages
 * @param total the bytes that there are
 * @param largest the bytes that one array may have
 */
record Memory(String target, long total, long largest) {

  static Memory of(TornadoTarget target) {
    return new Memory(
        target.toString(),
        target.handle().getMaxGlobalMemory(),
        target.handle().getMaxAllocMemory());
  }

  /**
   * @param examples how many are bound
   * @param positions how long orders may be
   * @throws BackendException if the program does not fit, with what it needs, what there is, and
   *     how many replicas would fit
   */
  void requireFit(TrainingProgram program, int examples, int positions) {
    if (fits(program, program.replicas(), examples, positions)) {
      return;
    }
    throw new BackendException(
        String.format(
            Locale.ROOT,
            "%s: %s, %d replicas on %d examples need %s, %s of it in one array;"
                + " there are %s, and %s for one array; %s",
            target,
            program.network(),
            program.replicas(),
            examples,
            mebibytes(arrays(program, program.replicas(), examples, positions).sum()),
            mebibytes(arrays(program, program.replicas(), examples, positions).max().getAsLong()),
            mebibytes(total),
            mebibytes(largest),
            remedy(mostReplicas(program, examples, positions))));
  }

  private static String mebibytes(long bytes) {
    return "%.1f MiB".formatted(bytes / 0x1p20);
  }

  private static String remedy(int most) {
    return most == 0 ? "not even one replica fits" : "at most " + most + " replicas fit";
  }

  /** The largest R that fits: all arrays grow with it, so bisection finds it. */
  private int mostReplicas(TrainingProgram program, int examples, int positions) {
    int fitting = 0;
    int excessive = program.replicas();
    while (excessive - fitting > 1) {
      int middle = (fitting + excessive) >>> 1;
      if (fits(program, middle, examples, positions)) {
        fitting = middle;
      } else {
        excessive = middle;
      }
    }
    return fitting;
  }

  private boolean fits(TrainingProgram program, int replicas, int examples, int positions) {
    // The kernel's addresses are 32-bit integers.
    long addressable = Math.min(largest, 4L * Integer.MAX_VALUE);
    return arrays(program, replicas, examples, positions).sum() <= total
        && arrays(program, replicas, examples, positions).allMatch(bytes -> bytes < addressable);
  }

  /** The bytes of each array: w, slots, x, order, a, d, losses, labels, coefficients. */
  private static LongStream arrays(
      TrainingProgram program, long replicas, long examples, int positions) {
    NetworkSpec network = program.network();
    long parameters = replicas * network.parameters().size();
    long rows = replicas * program.batchSize();
    long outputs = network.layers().stream().mapToInt(DenseSpec::outputs).sum();
    return LongStream.of(
            parameters,
            parameters * program.optimizer().slots(),
            examples * network.inputs(),
            replicas * positions,
            rows * (outputs - network.outputs()),
            rows * outputs,
            replicas * Geometry.lossCells(network, program.batchSize()),
            examples,
            Coefficients.RATES + replicas + 2L * program.stepsPerEpoch(positions))
        .map(values -> TornadoNativeArray.ARRAY_HEADER + 4 * values);
  }
}
