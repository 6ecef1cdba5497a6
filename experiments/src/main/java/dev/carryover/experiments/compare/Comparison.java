package dev.carryover.experiments.compare;

import dev.carryover.backend.Backends;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Trains one workload on several backends and holds each against the reference. */
public final class Comparison {
  /** What every other backend is held against. */
  public static final String REFERENCE = "ejml";

  /**
   * How far another backend's change may be from the reference's after a whole epoch: the rung of
   * the conformance ladder for devices.
   */
  public static final double TOLERANCE = 1e-3;

  /**
   * As many replicas as the reference trains. It loops over replicas, so the time of more is in
   * proportion, and what all do is shown by the first ones.
   */
  static final int REFERENCE_REPLICAS = 2;

  private final Workload workload;
  private final Workload referenceWorkload;
  private final int epochs;

  /**
   * A comparison on the given examples.
   *
   * @param stage what is trained
   * @param replicas R
   * @param epochs how many are timed, after the warm-up
   */
  public Comparison(Stage stage, LabeledExamples examples, int replicas, long seed, int epochs) {
    this.workload = new Workload(stage, examples, replicas, seed);
    this.referenceWorkload =
        new Workload(stage, examples, Math.min(replicas, REFERENCE_REPLICAS), seed);
    this.epochs = epochs;
  }

  /** What is timed. */
  public Workload workload() {
    return workload;
  }

  /**
   * Measures the reference, then every choice.
   *
   * @param each hears of every timing as it comes
   */
  public List<Timing> run(List<Choice> choices, Consumer<Timing> each) {
    Choice reference = Backends.require(REFERENCE);
    double[] expected = referenceWorkload.changeOfOneEpoch(reference);
    int replicas = workload.program().replicas();
    double referenceSeconds =
        referenceWorkload.secondsPerEpoch(reference, epochs)
            * replicas
            / referenceWorkload.program().replicas();
    List<Timing> timings = new ArrayList<>();
    timings.add(timing(reference, referenceSeconds, referenceSeconds, 0));
    each.accept(timings.getFirst());
    for (Choice choice : choices) {
      if (!choice.backend().name().equals(REFERENCE)) {
        double distance = distance(expected, workload.changeOfOneEpoch(choice));
        double seconds = workload.secondsPerEpoch(choice, epochs);
        timings.add(timing(choice, seconds, referenceSeconds, distance));
        each.accept(timings.getLast());
      }
    }
    return timings;
  }

  private Timing timing(Choice choice, double seconds, double referenceSeconds, double distance) {
    return new Timing(
        choice.backend().name(),
        choice.device().name(),
        workload.program().replicas(),
        seconds,
        Work.flopsAnEpoch(workload.program(), workload.images()) / seconds / 1e9,
        referenceSeconds / seconds,
        distance);
  }

  /** ‖actual − expected‖₂ / ‖expected‖₂ over the replicas that both have. */
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
