package dev.carryover.backend.conformance;

import static dev.carryover.backend.conformance.RelativeDistance.requireClose;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.backend.ejml.EjmlBackend;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The ladder from one step to a loss curve, each rung comparing a backend with the reference on the
 * same start, examples and orders. What compares a backend with itself is in {@link
 * SelfConsistency}.
 */
final class ConformanceSuite {

  /** One check: passes, or throws an {@code AssertionError} that says what was found. */
  record Check(String name, Runnable body) {}

  /** Where training came to, and each epoch's losses on the way, {@code [epochs][R]}. */
  private record Trained(TrainingState state, List<Double> losses) {}

  private final Backend backend;
  private final Device device;
  private final Tolerances tolerances;

  ConformanceSuite(Backend backend, Device device, Tolerances tolerances) {
    this.backend = backend;
    this.device = device;
    this.tolerances = tolerances;
  }

  Stream<Check> checks() {
    return Stream.concat(
        Stream.concat(
            Subjects.all().stream().flatMap(this::rungs),
            Stream.of(new Check("20 epochs: loss curve", this::lossCurve))),
        new SelfConsistency(backend, device).checks());
  }

  private Stream<Check> rungs(Subject subject) {
    return Stream.of(
        new Check(subject.name() + ": predictions", () -> predictions(subject)),
        new Check(subject.name() + ": one step", () -> oneStep(subject)),
        new Check(subject.name() + ": one epoch", () -> oneEpoch(subject)));
  }

  private void predictions(Subject subject) {
    double[] expected = predict(new EjmlBackend(), subject);
    double[] actual = predict(backend, subject);
    int stride = expected.length / subject.program().replicas();
    for (int r = 0; r < subject.program().replicas(); r++) {
      requireClose(
          "predictions of replica " + r,
          RelativeDistance.l2(expected, actual, r * stride, (r + 1) * stride),
          tolerances.step());
    }
  }

  private double[] predict(Backend with, Subject subject) {
    try (Session session = compile(with, subject.program())) {
      session.load(subject.start());
      float[] predictions = session.predict(subject.examples());
      return IntStream.range(0, predictions.length).mapToDouble(i -> predictions[i]).toArray();
    }
  }

  private void oneStep(Subject subject) {
    BatchOrder epoch = subject.order(0);
    int[][] first = new int[epoch.replicas()][];
    for (int r = 0; r < first.length; r++) {
      int[] all = new int[epoch.length()];
      epoch.copyTo(r, all, 0);
      first[r] = Arrays.copyOf(all, subject.program().batchSize());
    }
    compare(subject, new BatchOrder(first), tolerances.step());
  }

  private void oneEpoch(Subject subject) {
    compare(subject, subject.order(0), tolerances.epoch());
  }

  private void compare(Subject subject, BatchOrder order, double tolerance) {
    Trained expected = train(new EjmlBackend(), subject, List.of(order));
    Trained actual = train(backend, subject, List.of(order));
    requireSameChange(subject, expected.state(), actual.state(), tolerance);
    requireCloseLosses(expected, actual, tolerance);
  }

  private static void requireCloseLosses(Trained expected, Trained actual, double tolerance) {
    for (int i = 0; i < expected.losses().size(); i++) {
      double distance =
          RelativeDistance.l2(
              new double[] {expected.losses().get(i)}, new double[] {actual.losses().get(i)}, 0, 1);
      requireClose("loss " + i + " of all epochs and replicas", distance, tolerance);
    }
  }

  /** Compares changes, not values: a start that both share would hide the gradient behind it. */
  private static void requireSameChange(
      Subject subject, TrainingState expected, TrainingState actual, double tolerance) {
    double[] start = subject.start().parameters();
    requireCloseTensors(
        "change of",
        subject.program(),
        minus(expected.parameters(), start),
        minus(actual.parameters(), start),
        tolerance);
    for (int s = 0; s < expected.slots().size(); s++) {
      requireCloseTensors(
          "slot " + s + " of",
          subject.program(),
          expected.slots().get(s),
          actual.slots().get(s),
          tolerance);
    }
  }

  private static void requireCloseTensors(
      String what, TrainingProgram program, double[] expected, double[] actual, double tolerance) {
    ParameterLayout layout = program.network().parameters();
    for (int r = 0; r < program.replicas(); r++) {
      for (Tensor tensor : layout.tensors()) {
        int from = r * layout.size() + tensor.offset();
        requireClose(
            "%s %s, replica %d".formatted(what, tensor, r),
            RelativeDistance.l2(expected, actual, from, from + tensor.size()),
            tolerance);
      }
    }
  }

  private void lossCurve() {
    Subject subject = Subject.typical();
    List<BatchOrder> orders = IntStream.range(0, 20).mapToObj(subject::order).toList();
    requireCloseLosses(
        train(new EjmlBackend(), subject, orders),
        train(backend, subject, orders),
        tolerances.curve());
  }

  private Trained train(Backend with, Subject subject, List<BatchOrder> orders) {
    try (Session session = compile(with, subject.program())) {
      session.bind(subject.examples(), subject.targets());
      session.load(subject.start());
      List<Double> losses =
          orders.stream()
              .flatMapToDouble(o -> Arrays.stream(session.trainEpoch(o)))
              .boxed()
              .toList();
      return new Trained(session.state(), losses);
    }
  }

  private Session compile(Backend with, TrainingProgram program) {
    return with.compile(program, device);
  }

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
