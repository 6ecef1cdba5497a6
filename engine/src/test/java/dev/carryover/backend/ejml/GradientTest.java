package dev.carryover.backend.ejml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reference's gradients equal finite differences of its losses, for every activation and loss.
 */
class GradientTest {
  private static final int BATCH = 4;

  /** Balances the difference's error, O(h²), against rounding, O(10⁻¹⁶ / h). */
  private static final double H = 1e-5;

  static Stream<Arguments> activationsAndLosses() {
    return Stream.of(Loss.values())
        .flatMap(loss ->
            Stream.of(Activation.values())
                .filter(loss::accepts)
                .flatMap(output ->
                    Stream.of(Activation.values())
                        .filter(hidden -> hidden != Activation.SOFTMAX)
                        .map(hidden -> Arguments.of(hidden, output, loss))));
  }

  @ParameterizedTest
  @MethodSource("activationsAndLosses")
  void gradientEqualsFiniteDifferences(Activation hidden, Activation output, Loss loss) {
    NetworkSpec network =
        NetworkSpec.of(
            new DenseSpec(5, 4, hidden), new DenseSpec(4, 3, hidden), new DenseSpec(3, 2, output));
    // One step of plain SGD at rate 1 changes each parameter by minus its gradient.
    TrainingProgram program = TrainingProgram.of(network, loss, new Optimizer.Sgd(), 1, BATCH, 1);
    Subject subject = Subject.of("gradient", program, BATCH, false);
    double[] start = subject.start().parameters();
    double[] after = train(subject, start).state().parameters();

    for (int i = 0; i < start.length; i++) {
      double[] up = start.clone();
      up[i] += H;
      double[] down = start.clone();
      down[i] -= H;
      double expected = (loss(subject, up) - loss(subject, down)) / (2 * H);
      double actual = start[i] - after[i];
      assertThat(Math.abs(actual - expected) <= 1e-7 * Math.max(1, Math.abs(expected)))
          .as("gradient of parameter %d: %s by step, %s by difference", i, actual, expected)
          .isTrue();
    }
  }

  private record Trained(double loss, TrainingState state) {}

  private static double loss(Subject subject, double[] parameters) {
    return train(subject, parameters).loss();
  }

  private static Trained train(Subject subject, double[] parameters) {
    try (EjmlSession session = new EjmlSession(subject.program())) {
      session.bind(subject.examples(), subject.targets());
      session.load(TrainingState.initial(subject.program(), parameters.clone()));
      double loss = session.trainEpoch(new BatchOrder(new int[][] {{0, 1, 2, 3}}))[0];
      return new Trained(loss, session.state());
    }
  }
}
