package dev.carryover.backend.conformance;

import static dev.carryover.backend.conformance.Subject.network;

import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.ConformanceSuite.Check;
import dev.carryover.network.Activation;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What shows only in more than one epoch, in other orders, or from a start that is not fresh. */
final class SeveralEpochs {
  private final AgainstReference comparison;
  private final Tolerances tolerances;

  SeveralEpochs(AgainstReference comparison, Tolerances tolerances) {
    this.comparison = comparison;
    this.tolerances = tolerances;
  }

  Stream<Check> checks() {
    return Stream.of(
        new Check("20 epochs: loss curve", this::lossCurve),
        new Check("Adam: three epochs", this::adam),
        new Check("Adam: replicas with steps of their own", this::adamWithSteps),
        new Check("corruption: two epochs", this::corruption),
        new Check("orders of different lengths in one session", this::differentLengths),
        new Check("repeated indices in an order", this::repeatedIndices),
        new Check("orders of unequal length", this::unequalLengths));
  }

  private void lossCurve() {
    Subject subject = Subject.typical();
    comparison.requireSameLosses(subject, epochs(subject, 20), tolerances.curve());
  }

  private static Subject withAdam() {
    TrainingProgram program =
        TrainingProgram.of(
            network(33, 16, Activation.RELU, 9, Activation.SIGMOID),
            Loss.SQUARED_ERROR,
            Subjects.ADAM,
            0.02,
            7,
            3);
    return Subject.of("Adam", program, 25, false);
  }

  private void adam() {
    Subject subject = withAdam();
    train(subject, subject.start(), epochs(subject, 3));
  }

  /** Slots as training leaves them, after no step, a few, and many. */
  private void adamWithSteps() {
    Subject subject = withAdam();
    double[] parameters = subject.start().parameters();
    double[] mean = new double[parameters.length];
    double[] square = new double[parameters.length];
    Arrays.setAll(mean, i -> (float) (0.01 * Math.sin(i)));
    Arrays.setAll(square, i -> (float) (0.001 * (1 + Math.cos(i))));
    TrainingState start = new TrainingState(parameters, List.of(mean, square), 3, 11, 1000);
    train(subject, start, epochs(subject, 1));
  }

  /** Other masks at every step, and in the second epoch none of the first one's. */
  private void corruption() {
    Subject typical = Subject.typical();
    train(
        typical.with(
            typical
                .program()
                .withCorruptions(
                    List.of(new Corruption(0.2, 1), new Corruption(0.5, 2), Corruption.NONE))),
        typical.start(),
        epochs(typical, 2));
  }

  private void differentLengths() {
    Subject subject = Subject.typical();
    int[] lengths = {11, subject.examples().count(), 3};
    train(
        subject,
        subject.start(),
        IntStream.range(0, lengths.length)
            .mapToObj(e -> order(subject, e, r -> IntStream.range(0, lengths[e])))
            .toList());
  }

  /** Within a batch, in another batch, and more often than there are examples. */
  private void repeatedIndices() {
    Subject subject = Subject.typical();
    int count = subject.examples().count();
    train(
        subject,
        subject.start(),
        List.of(order(subject, 0, r -> IntStream.range(0, 2 * count).map(i -> i * (r + 1) / 3))));
  }

  private void unequalLengths() {
    Subject subject = Subject.typical();
    int count = subject.examples().count();
    train(
        subject,
        subject.start(),
        List.of(
            order(subject, 0, r -> IntStream.range(0, count >> r)),
            order(subject, 1, r -> IntStream.range(0, 1 + 9 * r))));
  }

  /** Of an epoch's order, for each replica, the entries at some positions, taken cyclically. */
  private static BatchOrder order(Subject subject, int epoch, IntFunction<IntStream> positions) {
    BatchOrder all = subject.order(epoch);
    return new BatchOrder(
        IntStream.range(0, all.replicas())
            .mapToObj(r -> positions.apply(r).map(i -> all.index(r, i % all.length(r))).toArray())
            .toArray(int[][]::new));
  }

  private static List<BatchOrder> epochs(Subject subject, int count) {
    return IntStream.range(0, count).mapToObj(subject::order).toList();
  }

  private void train(Subject subject, TrainingState start, List<BatchOrder> orders) {
    comparison.requireSameTraining(subject, start, orders, tolerances.epoch());
  }
}
