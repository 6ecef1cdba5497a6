package dev.carryover.backend.tornado;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Device;
import dev.carryover.backend.LibraryMessage;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Training on whatever TornadoVM reaches: OpenCL, CUDA and other drivers. Kernels are written in
 * Java; TornadoVM compiles them for the device at run time.
 */
public final class TornadoBackend implements Backend {
  private static final String REMEDY =
      "install the TornadoVM SDK and start with ./carryover; ./tornado-env.sh doctor says what is"
          + " missing";

  private static final String DRIVERS =
      "install a driver: the graphics card vendor's, or for the processor the Debian package"
          + " pocl-opencl-icd; ./tornado-env.sh doctor says what is there";

  /** Null lets replicas and device decide. */
  private final @Nullable Shape shape;

  /** Divides its work by the number of replicas and the device. */
  public TornadoBackend() {
    this(null);
  }

  TornadoBackend(@Nullable Shape shape) {
    this.shape = shape;
  }

  @Override
  public String name() {
    return "tornado";
  }

  @Override
  public Availability availability() {
    // Asked before anything of TornadoVM is touched, whose static initializers fail only once.
    if (System.getProperty("tornado.load.runtime.implementation") == null) {
      return new Availability.Unavailable(
          "this JVM was started without a TornadoVM SDK's flags", REMEDY);
    }
    if (!"False".equalsIgnoreCase(System.getProperty("tornado.recover.bailout"))) {
      return new Availability.Unavailable(
          "this JVM was started without -Dtornado.recover.bailout=False, so TornadoVM would run"
              + " what it cannot compile as sequential Java",
          REMEDY);
    }
    TornadoStart start = TornadoStart.result();
    if (start.failure().isPresent()) {
      return unavailable(start.failure().get());
    }
    try {
      List<Device> devices = TornadoTarget.all().stream().map(TornadoTarget::device).toList();
      return devices.isEmpty()
          ? new Availability.Unavailable("TornadoVM finds no device", DRIVERS)
          : new Availability.Ready(
              devices, start.reports().stream().map(TornadoBackend::failure).toList());
    } catch (LinkageError | RuntimeException e) {
      return unavailable(LibraryMessage.of(e));
    }
  }

  private static String failure(String report) {
    return "a driver reports %s; update it or remove it".formatted(report);
  }

  /** Why TornadoVM did not start, from what it said. */
  private static Availability unavailable(String message) {
    return message.contains("No OpenCL platforms found")
        ? new Availability.Unavailable("TornadoVM finds no OpenCL driver", DRIVERS)
        : new Availability.Unavailable("TornadoVM does not start: " + message, REMEDY);
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    TornadoTarget target =
        TornadoTarget.all().stream()
            .filter(candidate -> candidate.device().equals(device))
            .findFirst()
            .orElseThrow(() -> new BackendException("backend tornado has no device " + device));
    Shape chosen =
        shape == null ? Shape.of(program.replicas(), target.computeUnits(), target.isCpu()) : shape;
    return new TornadoSession(program, target, chosen);
  }
}
