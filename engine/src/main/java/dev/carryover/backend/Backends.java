package dev.carryover.backend;

import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The backends on the class path, and the choice among them. Nothing here falls back. */
public final class Backends {
  private Backends() {}

  /**
   * A backend and one of its devices.
   *
   * @param backend what runs the program
   * @param device where
   * @param reason why this one, a clause for the console and the record
   */
  public record Choice(Backend backend, Device device, String reason) {

    /** {@link Backend#compile} on this device. */
    public Session compile(TrainingProgram program) {
      return backend.compile(program, device);
    }

    /** Backend, device and reason, for people to read. */
    @Override
    public String toString() {
      return "%s on %s (%s)".formatted(backend.name(), device.name(), reason);
    }
  }

  /** The processors' own backends, the faster first. */
  private static final List<String> ON_PROCESSORS = List.of("vector", "ejml");

  /** Every backend on the class path, ordered by name. */
  public static List<Backend> all() {
    List<Backend> backends = new ArrayList<>();
    ServiceLoader.load(Backend.class).forEach(backends::add);
    backends.sort(Comparator.comparing(Backend::name));
    return backends;
  }

  /** Whether a backend, by its name, is the processors' own, and so has one device alone. */
  public static boolean isOfProcessors(String name) {
    return ON_PROCESSORS.contains(name);
  }

  /** Every device of every backend that is ready, with the same reason. */
  public static List<Choice> ready(String reason) {
    return all().stream().flatMap(backend -> devices(backend, reason)).toList();
  }

  private static Stream<Choice> devices(Backend backend, String reason) {
    return switch (backend.availability()) {
      case Availability.Ready ready ->
          ready.devices().stream().map(device -> new Choice(backend, device, reason));
      case Availability.Unavailable ignored -> Stream.empty();
    };
  }

  /**
   * What {@code auto} chooses among: the processors' fastest backend first, then every GPU that is
   * ready. A device that is this same processor behind a driver is never chosen by itself.
   *
   * @throws BackendNotReadyException if there is no backend for processors
   */
  public static List<Choice> candidates() {
    List<Choice> ready = ready("auto: the fastest without a GPU, and no GPU is ready");
    Choice processors =
        ready.stream()
            .filter(choice -> ON_PROCESSORS.contains(choice.backend().name()))
            .min(Comparator.comparingInt(choice -> ON_PROCESSORS.indexOf(choice.backend().name())))
            .orElseThrow(() ->
                new BackendNotReadyException(
                    "auto: expected one of %s on the class path, found none"
                        .formatted(ON_PROCESSORS)));
    Stream<Choice> gpus = ready.stream().filter(c -> c.device().kind() == Device.Kind.GPU);
    return Stream.concat(Stream.of(processors), gpus).toList();
  }

  /**
   * The backend and device of the given name.
   *
   * @param name a backend's name for its preferred device, or with a device's number as in {@code
   *     opencl:1}
   * @throws IllegalArgumentException if no backend has that name, or what follows the colon is not
   *     a number
   * @throws BackendNotReadyException if the backend is not ready, or has no such device
   */
  public static Choice require(String name) {
    int colon = name.indexOf(':');
    String backendName = colon < 0 ? name : name.substring(0, colon);
    Backend backend =
        all().stream()
            .filter(candidate -> candidate.name().equals(backendName))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(unknown(backendName)));
    List<Device> devices =
        switch (backend.availability()) {
          case Availability.Ready ready -> ready.devices();
          case Availability.Unavailable(String reason, String remedy) ->
              throw new BackendNotReadyException(
                  "backend %s is not ready: %s; %s".formatted(backendName, reason, remedy));
        };
    if (colon < 0) {
      return new Choice(backend, devices.getFirst(), "asked for by name");
    }
    int index = deviceIndex(name, colon);
    return devices.stream()
        .filter(device -> device.index() == index)
        .findFirst()
        .map(device -> new Choice(backend, device, "asked for by name"))
        .orElseThrow(() ->
            new BackendNotReadyException(
                "backend %s has no device %d, only %s"
                    .formatted(
                        backendName,
                        index,
                        devices.stream()
                            .map(device -> device.index() + " (" + device.name() + ")")
                            .collect(Collectors.joining(", ")))));
  }

  private static int deviceIndex(String name, int colon) {
    try {
      return Integer.parseInt(name.substring(colon + 1));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a device number after the colon in " + name, e);
    }
  }

  private static String unknown(String name) {
    return "no backend is called %s; there are %s"
        .formatted(name, all().stream().map(Backend::name).collect(Collectors.joining(", ")));
  }
}
