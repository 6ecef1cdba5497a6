package dev.carryover.experiments.compare;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Trains one program on several backends from the same start in the same order.
 *
 * @param program an autoencoder's
 * @param examples what it trains on
 * @param start its parameters, {@code [R][P]}
 * @param shuffle in which order
 * @param epochs how many are timed, after the warm-up
 */
public record Comparison(
    TrainingProgram program, Examples examples, TrainingState start, Shuffle shuffle, int epochs) {

  /** Time for the just-in-time compiler to settle before the clock counts. */
  private static final double WARM_UP_SECONDS = 2;

  /** What every other backend is held against. */
  public static final String REFERENCE = "ejml";

  /** A comparison of R replicas from the start and orders that a seed decides. */
  public static Comparison of(
      TrainingProgram program, Examples examples, double[] start, SeedSequence seeds, int epochs) {
    return new Comparison(
        program,
        examples,
        TrainingState.initial(program, start),
        new Shuffle(examples.count(), program.replicas(), Shuffle.Policy.EVERY_EPOCH, seeds),
        epochs);
  }

  /**
   * Measures the reference, then every choice.
   *
   * @param each hears of every timing as it comes
   */
  public List<Timing> run(List<Choice> choices, Consumer<Timing> each) {
    Choice reference = Backends.require(REFERENCE);
    double[] expected = afterOneEpoch(reference);
    List<Timing> timings = new ArrayList<>();
    OptionalDouble referenceSeconds = OptionalDouble.empty();
    for (Choice choice : withReferenceFirst(reference, choices)) {
      double[] actual =
          choice.backend().name().equals(REFERENCE) ? expected : afterOneEpoch(choice);
      double seconds = secondsPerEpoch(choice);
      referenceSeconds = OptionalDouble.of(referenceSeconds.orElse(seconds));
      Timing timing =
          new Timing(
              choice.backend().name(),
              choice.device().name(),
              program.replicas(),
              seconds,
              Work.flopsAnEpoch(program, examples.count()) / seconds / 1e9,
              referenceSeconds.getAsDouble() / seconds,
              distance(expected, actual));
      timings.add(timing);
      each.accept(timing);
    }
    return timings;
  }

  private static List<Choice> withReferenceFirst(Choice reference, List<Choice> choices) {
    List<Choice> all = new ArrayList<>(List.of(reference));
    choices.stream().filter(c -> !c.backend().name().equals(REFERENCE)).forEach(all::add);
    return all;
  }

  private double[] afterOneEpoch(Choice choice) {
    try (Session session = open(choice)) {
      session.trainEpoch(shuffle.epoch(0));
      return session.state().parameters();
    }
  }

  /** One epoch's seconds on one backend, all replicas together: the median of the timed epochs. */
  public double secondsPerEpoch(Choice choice) {
    try (Session session = open(choice)) {
      int epoch = 0;
      double warm = 0;
      do {
        warm += seconds(session, epoch++);
      } while (warm < WARM_UP_SECONDS);
      double[] timed = new double[epochs];
      for (int i = 0; i < epochs; i++) {
        timed[i] = seconds(session, epoch++);
      }
      Arrays.sort(timed);
      return (timed[(epochs - 1) / 2] + timed[epochs / 2]) / 2;
    }
  }

  /** One epoch's time. The losses come back only when the device is done. */
  private double seconds(Session session, int epoch) {
    var order = shuffle.epoch(epoch);
    long before = System.nanoTime();
    session.trainEpoch(order);
    return (System.nanoTime() - before) / 1e9;
  }

  private Session open(Choice choice) {
    Session session = choice.backend().compile(program, choice.device());
    session.bind(examples, new Targets.Inputs());
    session.load(start);
    return session;
  }

  private static double distance(double[] expected, double[] actual) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
      norm += expected[i] * expected[i];
    }
    return Math.sqrt(difference / norm);
  }
}
