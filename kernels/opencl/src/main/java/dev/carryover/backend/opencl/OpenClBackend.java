package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Device;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every device of every OpenCL driver on this machine, graphics processors first. OpenCL 1.2 is
 * enough.
 */
public final class OpenClBackend implements Backend {
  private final @Nullable Shape shape;
  private final @Nullable Tiling tiling;

  /** A backend that chooses shape and tiling by program and device. */
  public OpenClBackend() {
    this(null, null);
  }

  /** A backend with a shape or a tiling of the caller's choice; null leaves it to the backend. */
  OpenClBackend(@Nullable Shape shape, @Nullable Tiling tiling) {
    this.shape = shape;
    this.tiling = tiling;
  }

  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public Availability availability() {
    Optional<Availability.Unavailable> obstacle = OpenClLoader.obstacle();
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    List<OpenClDevice> devices = DeviceSearch.devices();
    if (devices.isEmpty()) {
      return new Availability.Unavailable(
          "no OpenCL driver offers a device with OpenCL 1.2 and a compiler", OpenClLoader.DRIVERS);
    }
    return new Availability.Ready(devices.stream().map(OpenClDevice::device).toList());
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    Unsupported.refuse(program);
    OpenClDevice found =
        DeviceSearch.devices().stream()
            .filter(candidate -> candidate.device().index() == device.index())
            .filter(candidate -> candidate.device().name().equals(device.name()))
            .findFirst()
            .orElseThrow(() ->
                new BackendException(
                    "backend opencl: device %d (%s) is not there any more"
                        .formatted(device.index(), device.name())));
    Shape chosen = shape == null ? Shape.of(program.replicas(), found.computeUnits()) : shape;
    return OpenClSession.compile(
        program,
        found,
        tiling == null ? Tiling.of(found, program.batchSize(), chosen) : tiling,
        chosen);
  }
}
