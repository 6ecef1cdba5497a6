package dev.carryover.experiments.cli;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.BackendException;
import dev.carryover.backend.BackendNotReadyException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Device;
import dev.carryover.backend.LibraryMessage;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.experiments.compare.Workload;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Stage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What {@code --backend} means. */
final class BackendChoice {
  private static final String AUTO = "auto";

  /** The processors' own backends, the faster first. */
  private static final List<String> ON_PROCESSORS = List.of("vector", "ejml");

  private static final Device ELSEWHERE =
      new Device(0, Device.Kind.ACCELERATOR, "one of each machine's own", "not of this machine");

  private static final long CALIBRATION_SEED = 0;

  private BackendChoice() {}

  /**
   * The named backend and device. For {@code auto}: the processors' fastest, unless a GPU trains
   * the autoencoder faster; that is measured only where there is a GPU. A device that is this same
   * processor behind a driver is never chosen by itself.
   *
   * @param replicas how many are going to be trained together
   * @param notes hears what was measured
   * @throws UsageException if the name is none
   * @throws BackendNotReadyException if a named backend is not ready
   */
  static Choice of(String name, int replicas, PrintWriter notes) {
    if (name.equals(AUTO)) {
      return auto(replicas, notes);
    }
    return required(name);
  }

  /**
   * The named backend and device.
   *
   * @throws UsageException if the name is none
   * @throws BackendNotReadyException if it is not ready
   */
  static Choice required(String name) {
    if (name.equals(OptionalBackend.NAME) || name.startsWith(OptionalBackend.NAME + ":")) {
      OptionalBackend.absence()
          .ifPresent(absence -> {
            throw new BackendNotReadyException(
                "backend %s is not ready: %s".formatted(OptionalBackend.NAME, absence));
          });
    }
    try {
      return Backends.require(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--backend: " + e.getMessage());
    }
  }

  /**
   * {@link #of} for jobs that other machines run: a backend asked for by name need not be ready
   * here.
   */
  static Choice elsewhere(String name, int replicas, PrintWriter notes) {
    try {
      return of(name, replicas, notes);
    } catch (BackendNotReadyException e) {
      String backendName = name.split(":", 2)[0];
      return Backends.all().stream()
          .filter(backend -> backend.name().equals(backendName))
          .findFirst()
          .map(backend -> new Choice(backend, ELSEWHERE, "asked for by name, not ready here"))
          .orElseThrow(() -> e);
    }
  }

  /** Whether a backend's name leaves open which of several devices computes. */
  static boolean takesDevice(String name) {
    return !ON_PROCESSORS.contains(name) && name.indexOf(':') < 0;
  }

  /** A backend's name with the device that is a job's own, where the name leaves it open. */
  static String on(String name, Optional<String> device) {
    return takesDevice(name) ? device.map(address -> name + ":" + address).orElse(name) : name;
  }

  /** Every device of every backend that is ready. */
  static List<Choice> ready(String reason) {
    return Backends.all().stream().flatMap(backend -> devices(backend, reason)).toList();
  }

  private static Stream<Choice> devices(Backend backend, String reason) {
    return switch (backend.availability()) {
      case Availability.Ready ready ->
          ready.devices().stream().map(device -> new Choice(backend, device, reason));
      case Availability.Unavailable ignored -> Stream.empty();
    };
  }

  private static Choice auto(int replicas, PrintWriter notes) {
    List<Choice> ready = ready("auto: the fastest without a GPU, and no GPU is ready");
    Choice processors =
        ready.stream()
            .filter(choice -> ON_PROCESSORS.contains(choice.backend().name()))
            .min(Comparator.comparingInt(choice -> ON_PROCESSORS.indexOf(choice.backend().name())))
            .orElseThrow();
    List<Choice> candidates = new ArrayList<>(List.of(processors));
    ready.stream().filter(c -> c.device().kind() == Device.Kind.GPU).forEach(candidates::add);
    return candidates.size() == 1 ? processors : fastest(candidates, calibration(replicas), notes);
  }

  /**
   * The candidate that trains a workload fastest. One that fails, in whatever way, is out of the
   * race and no more than that.
   *
   * @throws BackendException if all fail
   */
  static Choice fastest(List<Choice> candidates, Workload calibration, PrintWriter notes) {
    Optional<Choice> best = Optional.empty();
    double bestSeconds = Double.POSITIVE_INFINITY;
    for (Choice candidate : candidates) {
      String name = candidate.backend().name() + ":" + candidate.device().index();
      try {
        double seconds = calibration.secondsPerEpoch(candidate, 1);
        notes.printf(Locale.ROOT, "calibration: %s %.4f s an epoch%n", name, seconds);
        if (seconds < bestSeconds) {
          best = Optional.of(candidate);
          bestSeconds = seconds;
        }
      } catch (RuntimeException | Error e) {
        notes.printf("calibration: %s cannot be used: %s%n", name, reason(e));
      }
    }
    return best.map(choice ->
            new Choice(
                choice.backend(), choice.device(), "auto: the fastest in a calibration just now"))
        .orElseThrow(() ->
            new BackendException("auto: every candidate failed in calibration, as noted above"));
  }

  /** Our own messages whole, since they name backend and device; of others' what matters. */
  private static String reason(Throwable failure) {
    return failure instanceof BackendException
        ? LibraryMessage.firstLine(String.valueOf(failure.getMessage()))
        : LibraryMessage.of(failure);
  }

  /** The autoencoder on digits of our own, so that the choice does not wait for data. */
  private static Workload calibration(int replicas) {
    LabeledExamples digits =
        Mnist5000.of(SyntheticDigits.dataSet(5_000, 1, CALIBRATION_SEED)).train();
    Stage autoencoder =
        Papers.experiment(Papers.named("vera2024"), "corrected").stage("autoencoder").orElseThrow();
    return new Workload(autoencoder, digits, replicas, CALIBRATION_SEED);
  }
}
