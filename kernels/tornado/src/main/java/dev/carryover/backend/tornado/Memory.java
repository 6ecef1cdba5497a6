package dev.carryover.backend.tornado;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Targets;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.stream.LongStream;
import uk.ac.manchester.tornado.api.types.arrays.TornadoNativeArray;

/**
 * What a program's training needs of a device's memory, and of the host's, where every array has
 * its double.
 *
 * @param target names backend and device, for messages
 * @param total the bytes that the device has
 * @param largest the bytes that one array may have there
 * @param host the bytes that arrays outside the Java heap may have
 */
record Memory(String target, long total, long largest, long host) {

  static Memory of(TornadoTarget target) {
    return new Memory(
        target.toString(),
        target.handle().getMaxGlobalMemory(),
        target.handle().getMaxAllocMemory(),
        hostLimit());
  }

  /** What the JVM's {@code -XX:MaxDirectMemorySize} says: by default as much as the heap may be. */
  private static long hostLimit() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    long limit = Long.parseLong(jvm.getVMOption("MaxDirectMemorySize").getValue());
    return limit == 0 ? Runtime.getRuntime().maxMemory() : limit;
  }

  /**
   * @param examples how many are bound
   * @param targets what outputs are compared with
   * @param positions how long orders may be
   * @throws BackendException if the program does not fit the device or the host, with what it
   *     needs, what there is, and how many replicas would fit
   */
  void requireFit(TrainingProgram program, int examples, Targets targets, int positions) {
    if (fits(program, program.replicas(), examples, targets, positions)) {
      return;
    }
    throw new BackendException(
        String.format(
            Locale.ROOT,
            "%s: %s, %d replicas on %d examples need %s, %s of it in one array;"
                + " the device has %s, and %s for one array, the host %s outside the Java heap; %s%s",
            target,
            program.network(),
            program.replicas(),
            examples,
            mebibytes(arrays(program, program.replicas(), examples, targets, positions).sum()),
            mebibytes(
                arrays(program, program.replicas(), examples, targets, positions)
                    .max()
                    .getAsLong()),
            mebibytes(total),
            mebibytes(largest),
            mebibytes(host),
            remedy(mostReplicas(program, examples, targets, positions)),
            host < total ? "; -XX:MaxDirectMemorySize gives the host more" : ""));
  }

  private static String mebibytes(long bytes) {
    return "%.1f MiB".formatted(bytes / 0x1p20);
  }

  private static String remedy(int most) {
    return most == 0 ? "not even one replica fits" : "at most " + most + " replicas fit";
  }

  /** The largest R that fits: all arrays grow with it, so bisection finds it. */
  private int mostReplicas(TrainingProgram program, int examples, Targets targets, int positions) {
    int fitting = 0;
    int excessive = program.replicas();
    while (excessive - fitting > 1) {
      int middle = (fitting + excessive) >>> 1;
      if (fits(program, middle, examples, targets, positions)) {
        fitting = middle;
      } else {
        excessive = middle;
      }
    }
    return fitting;
  }

  private boolean fits(
      TrainingProgram program, int replicas, int examples, Targets targets, int positions) {
    // The kernel's addresses are 32-bit integers.
    long addressable = Math.min(largest, 4L * Integer.MAX_VALUE);
    return arrays(program, replicas, examples, targets, positions).sum() <= Math.min(total, host)
        && arrays(program, replicas, examples, targets, positions)
            .allMatch(bytes -> bytes < addressable);
  }

  /** The bytes of each array: w, slots, x, order, a, d, losses, labels, coefficients. */
  private static LongStream arrays(
      TrainingProgram program, int replicas, long examples, Targets targets, int positions) {
    NetworkSpec network = program.network();
    long parameters = (long) replicas * Rows.parameters(network);
    long rows = (long) replicas * program.batchSize();
    long outputs = Rows.outputs(network, 0, network.depth());
    return LongStream.of(
            parameters,
            parameters * program.optimizer().slots(),
            Geometry.exampleValues(program, examples, targets),
            (long) replicas * positions,
            Geometry.activationValues(program, replicas),
            rows * outputs,
            (long) replicas * Geometry.lossCells(network, program.batchSize()),
            examples,
            Coefficients.count(program, replicas, program.stepsPerEpoch(positions)))
        .map(values -> TornadoNativeArray.ARRAY_HEADER + 4 * values);
  }
}
