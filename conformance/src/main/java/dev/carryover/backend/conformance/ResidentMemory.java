package dev.carryover.backend.conformance;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;

/** What this process holds of the machine's memory, on Linux. */
public final class ResidentMemory {
  private ResidentMemory() {}

  /** A program whose parameters fill 3/8 MiB a replica: one that is left behind shows. */
  public static TrainingProgram program(int replicas) {
    return TrainingProgram.of(
        NetworkSpec.of(new DenseSpec(310, 310, Activation.TANH)),
        Loss.SQUARED_ERROR,
        new Optimizer.Sgd(),
        0.1,
        8,
        replicas);
  }

  /** By how many KiB memory grows while something is done again that was done often before. */
  public static long growth(int before, int times, IntConsumer action) throws IOException {
    long start = after(before, action);
    return after(times, action) - start;
  }

  private static long after(int times, IntConsumer action) throws IOException {
    for (int i = 0; i < times; i++) {
      action.accept(i);
    }
    System.gc();
    return kibibytes();
  }

  /** VmRSS. */
  private static long kibibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
