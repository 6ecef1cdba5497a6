package dev.carryover.experiments.cli;

import dev.carryover.backend.BackendNotReadyException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
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

/** What {@code --backend} means. */
final class BackendChoice {
  private static final String AUTO = "auto";

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
