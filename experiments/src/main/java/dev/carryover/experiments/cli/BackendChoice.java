package dev.carryover.experiments.cli;

import dev.carryover.backend.BackendNotReadyException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Device;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.training.Calibration;
import dev.carryover.training.SeedSequence;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** What {@code --backend} means. */
final class BackendChoice {
  private static final String AUTO = "auto";

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
    return !Backends.isOfProcessors(name) && name.indexOf(':') < 0;
  }

  /** A backend's name with the device that is a job's own, where the name leaves it open. */
  static String on(String name, Optional<String> device) {
    return takesDevice(name) ? device.map(address -> name + ":" + address).orElse(name) : name;
  }

  private static Choice auto(int replicas, PrintWriter notes) {
    List<Choice> candidates = Backends.candidates();
    return candidates.size() == 1
        ? candidates.getFirst()
        : calibration(replicas).fastest(candidates, notes::println);
  }

  /** The autoencoder on digits of our own, so that the choice does not wait for data. */
  private static Calibration calibration(int replicas) {
    LabeledExamples digits =
        Mnist5000.of(SyntheticDigits.dataSet(5_000, 1, CALIBRATION_SEED)).train();
    Stage autoencoder =
        Papers.experiment(Papers.named("vera2024"), "corrected").stage("autoencoder").orElseThrow();
    return new Calibration(
        autoencoder.program(
            digits.images().features(),
            digits.classes(),
            replicas,
            new SeedSequence(CALIBRATION_SEED)),
        digits.images(),
        TrainingExamples.targets(autoencoder, digits));
  }
}
