package dev.carryover.backend.opencl;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.Device;
import dev.carryover.backend.LibraryMessage;
import dev.carryover.backend.SessionService;
import dev.carryover.program.TrainingProgram;
import java.util.Optional;
import org.jocl.CLException;
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
    try {
      return availability(DeviceSearch.here());
    } catch (CLException e) {
      return new Availability.Unavailable(
          "the OpenCL loader fails with " + LibraryMessage.of(e), OpenClLoader.DRIVERS);
    }
  }

  /** What a search means to the user: ready with what it found, whatever failed beside it. */
  static Availability availability(DeviceSearch search) {
    if (!search.devices().isEmpty()) {
      return new Availability.Ready(
          search.devices().stream().map(OpenClDevice::device).toList(), search.failures());
    }
    String reason = "no OpenCL driver offers a device with OpenCL 1.2 and a compiler";
    return new Availability.Unavailable(
        search.failures().isEmpty()
            ? reason
            : reason + " (%s)".formatted(String.join("; ", search.failures())),
        OpenClLoader.DRIVERS);
  }

  @Override
  public SessionService open(TrainingProgram program, Device device) {
    OpenClDevice found =
        DeviceSearch.here().devices().stream()
            .filter(candidate -> candidate.device().index() == device.index())
            .filter(candidate -> candidate.device().name().equals(device.name()))
            .findFirst()
            .orElseThrow(() ->
                new BackendException(
                    "backend opencl: device %d (%s) is not there any more"
                        .formatted(device.index(), device.name())));
    Shape chosen = shape == null ? Shape.of(program.replicas(), program.batchSize(), found) : shape;
    return OpenClSession.compile(
        program,
        found,
        tiling == null ? Tiling.of(found, program.batchSize(), program.replicas(), chosen) : tiling,
        chosen);
  }
}
