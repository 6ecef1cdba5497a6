package dev.carryover.backend.conformance;

import static dev.carryover.backend.conformance.RelativeDistance.requireClose;

import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Predictions;
import dev.carryover.backend.Session;
import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.Rungs.Trained;
import dev.carryover.backend.ejml.EjmlBackend;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Has a backend and the reference do the same, and compares what comes of it. */
final class AgainstReference {
  /** What the reference makes of each subject, by name: the same for every backend in this JVM. */
  private static final Map<String, Rungs> EXPECTED = new ConcurrentHashMap<>();

  private final Backend reference = new EjmlBackend();
  private final Backend backend;
  private final Device device;

  AgainstReference(Backend backend, Device device) {
    this.backend = backend;
    this.device = device;
  }

  /** What the backend makes of a subject. */
  Rungs rungs(Subject subject) {
    return Rungs.of(backend, device, subject);
  }

  /** One of the subjects whose names are their own, which a backend trained on for an epoch. */
  void requireSameEpoch(Subject subject, Rungs actual, double tolerance) {
    requireSame(subject, subject.start(), expected(subject).epoch(), actual.epoch(), tolerance);
  }

  /** Its first step. */
  void requireSameStep(Subject subject, Rungs actual, double tolerance) {
    requireSame(subject, subject.start(), expected(subject).step(), actual.step(), tolerance);
  }

  /** Each replica's predictions of its examples, from its start. */
  void requireSamePredictions(Subject subject, Rungs actual, double tolerance) {
    requireSame(expected(subject).predictions(), actual.predictions(), tolerance);
  }

  private Rungs expected(Subject subject) {
    return EXPECTED.computeIfAbsent(
        subject.name(), ignored -> Rungs.of(reference, device, subject));
  }

  /** Each replica's predictions of the subject's examples, from its start, with nothing bound. */
  void requireSamePredictions(Subject subject, double tolerance) {
    requireSame(predict(reference, subject), predict(backend, subject), tolerance);
  }

  private static void requireSame(Predictions expected, Predictions actual, double tolerance) {
    for (int r = 0; r < expected.replicas(); r++) {
      double[] of = replica(expected, r);
      requireClose(
          "predictions of replica " + r,
          RelativeDistance.l2(of, replica(actual, r), 0, of.length),
          tolerance);
    }
  }

  private static double[] replica(Predictions predictions, int r) {
    int count = predictions.examples() * predictions.outputs();
    int from = predictions.offset(r, 0);
    return IntStream.range(from, from + count).mapToDouble(i -> predictions.values()[i]).toArray();
  }

  private Predictions predict(Backend with, Subject subject) {
    try (Session session = with.compile(subject.program(), device)) {
      session.load(subject.start());
      return session.predict(subject.examples());
    }
  }

  /** Every tensor's change, every slot, and every epoch's losses. */
  void requireSameTraining(
      Subject subject, TrainingState start, List<BatchOrder> orders, double tolerance) {
    requireSame(
        subject,
        start,
        train(reference, subject, start, orders),
        train(backend, subject, start, orders),
        tolerance);
  }

  private static void requireSame(
      Subject subject, TrainingState start, Trained expected, Trained actual, double tolerance) {
    requireSameChange(subject.program(), start, expected.state(), actual.state(), tolerance);
    requireCloseLosses(expected, actual, tolerance);
  }

  /** Every epoch's losses alone: parameters may have drifted apart. */
  void requireSameLosses(Subject subject, List<BatchOrder> orders, double tolerance) {
    requireCloseLosses(
        train(reference, subject, subject.start(), orders),
        train(backend, subject, subject.start(), orders),
        tolerance);
  }

  private Trained train(
      Backend with, Subject subject, TrainingState start, List<BatchOrder> orders) {
    try (Session session = with.compile(subject.program(), device)) {
      session.bind(subject.examples(), subject.targets());
      return Trained.from(start, orders, session);
    }
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
      TrainingProgram program,
      TrainingState start,
      TrainingState expected,
      TrainingState actual,
      double tolerance) {
    requireCloseTensors(
        "change of",
        program,
        minus(expected.parameters(), start.parameters()),
        minus(actual.parameters(), start.parameters()),
        tolerance);
    for (int s = 0; s < expected.slots().size(); s++) {
      requireCloseTensors(
          "slot " + s + " of", program, expected.slots().get(s), actual.slots().get(s), tolerance);
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

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }
}
