package dev.carryover.backend.vector;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * SIMD on all cores, in float32. This class itself needs nothing of the Vector API, so that it can
 * say when that is missing.
 */
public final class VectorBackend implements Backend {
  private static final String MODULE = "jdk.incubator.vector";
  private static final Path LINUX_CPU_INFO = Path.of("/proc/cpuinfo");

  private final int threads;

  /** A backend with a thread for every processor. */
  public VectorBackend() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /** A backend with so many threads; their number changes no result. */
  VectorBackend(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "vector";
  }

  @Override
  public Availability availability() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return new Availability.Unavailable(
          "the JDK's module " + MODULE + " is not loaded",
          "start Java with --add-modules " + MODULE);
    }
    String details = "%d threads, vectors of %d bits".formatted(threads, 32 * Tile.LANES);
    return new Availability.Ready(
        List.of(new Device(0, Device.Kind.CPU, processorName(), details)));
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    return new VectorSession(program, threads);
  }

  @Override
  public OptionalDouble peakGflops(Device device) {
    return OptionalDouble.of(PeakRate.gflops(threads));
  }

  /** The processor's name where the operating system tells it, otherwise its architecture. */
  private static String processorName() {
    String architecture = System.getProperty("os.arch");
    if (!Files.isReadable(LINUX_CPU_INFO)) {
      return architecture;
    }
    try (Stream<String> lines = Files.lines(LINUX_CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture);
    } catch (IOException e) {
      return architecture;
    }
  }
}
