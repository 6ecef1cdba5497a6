package dev.carryover.training;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.LibraryMessage;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Shuffle.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The automatic choice of a backend: what trains a program fastest, found out by training it for a
 * few seconds. Weights and orders of the trial come from a seed of its own.
 *
 * @param program what is trained
 * @param examples on what; an epoch over them is timed, so a few thousand are enough
 * @param targets what the outputs are compared with
 */
public record Calibration(TrainingProgram program, Examples examples, Targets targets) {
  private static final SeedSequence SEEDS = new SeedSequence(0);

  /**
   * The processors' fastest backend, unless a GPU trains the program faster; that is measured only
   * where there is a GPU. {@link Choice#reason} says why.
   *
   * @throws BackendException if there are several candidates and all fail
   */
  public static Choice auto(TrainingProgram program, Examples examples, Targets targets) {
    List<Choice> candidates = Backends.candidates();
    return candidates.size() == 1
        ? candidates.getFirst()
        : new Calibration(program, examples, targets).fastest(candidates, note -> {});
  }

  /**
   * The candidate that trains fastest. One that fails, in whatever way, is out of the race and no
   * more than that.
   *
   * @param notes hears a line about each candidate
   * @throws BackendException if all fail
   */
  public Choice fastest(List<Choice> candidates, Consumer<String> notes) {
    Optional<Choice> best = Optional.empty();
    double bestSeconds = Double.POSITIVE_INFINITY;
    for (Choice candidate : candidates) {
      String name = candidate.backend().name() + ":" + candidate.device().index();
      try {
        double seconds = secondsPerEpoch(candidate);
        notes.accept(String.format(Locale.ROOT, "calibration: %s %.4f s an epoch", name, seconds));
        if (seconds < bestSeconds) {
          best = Optional.of(candidate);
          bestSeconds = seconds;
        }
      } catch (RuntimeException | Error e) {
        notes.accept("calibration: %s cannot be used: %s".formatted(name, reason(e)));
      }
    }
    return best.map(choice ->
            new Choice(
                choice.backend(), choice.device(), "auto: the fastest in a calibration just now"))
        .orElseThrow(() ->
            new BackendException("auto: every candidate failed in calibration, as noted above"));
  }

  private double secondsPerEpoch(Choice candidate) {
    Shuffle shuffle = new Shuffle(examples.count(), program.replicas(), Policy.ONCE, SEEDS);
    try (Session session = candidate.compile(program)) {
      session.bind(examples, targets);
      session.load(
          TrainingState.initial(
              program,
              new Initializer.GlorotUniform().draw(program.network(), program.replicas(), SEEDS)));
      return EpochTime.median(session, shuffle, 1);
    }
  }

  /** Our own messages whole, since they name backend and device; of others' what matters. */
  private static String reason(Throwable failure) {
    return failure instanceof BackendException
        ? LibraryMessage.firstLine(String.valueOf(failure.getMessage()))
        : LibraryMessage.of(failure);
  }
}
