package dev.carryover.backend.tornado;

import static dev.carryover.backend.conformance.RelativeDistance.requireClose;

import dev.carryover.backend.conformance.RelativeDistance;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One step on the device, phase by phase: what each made of what it found there equals what {@link
 * PlainPhases} makes of the same.
 */
class KernelTest {
  private static final double TOLERANCE = 1e-5;

  /** Sizes below, at and above a tile's 32, and more than one tile of rows. */
  static Stream<Arguments> programs() {
    return Stream.of(Shape.values())
        .flatMap(shape ->
            Stream.of(
                    program(1, 1, 1, 1, false),
                    program(31, 33, 7, 5, false),
                    program(32, 64, 32, 32, false),
                    program(33, 65, 97, 40, true),
                    program(100, 3, 64, 33, false))
                .map(program -> Arguments.of(shape, program)));
  }

  private static TrainingProgram program(
      int inputs, int hidden, int outputs, int batch, boolean softmax) {
    return new TrainingProgram(
        Subject.network(
            inputs,
            hidden,
            Activation.TANH,
            outputs,
            softmax ? Activation.SOFTMAX : Activation.SIGMOID),
        softmax ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.SQUARED_ERROR,
        new Optimizer.Adam(0.9, 0.99, 1e-3),
        List.of(0.1, 0.2),
        batch,
        Set.of());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void eachPhaseEqualsPlainJava(Shape shape, TrainingProgram program) {
    // One example less than a batch takes, where there is more than one.
    int count = Math.max(1, program.batchSize() - 1);
    Subject subject = Subject.of("kernel", program, count, false);
    OneStep step = OneStep.of(subject, shape);
    PlainPhases plain = new PlainPhases(subject, step);
    for (int r = 0; r < program.replicas(); r++) {
      close("forward 0", plain.hidden(r), step.hidden(r));
      close("dz of the last layer", plain.outputGradient(r), step.outputGradient(r));
      close("backward 1", plain.hiddenGradient(r), step.hiddenGradient(r));
      close("loss", new double[] {plain.loss(r)}, new double[] {step.loss(r)});
      close("update of w", plain.updated(r), step.updated(r));
      close("update of m", plain.firstSlot(r), step.firstSlot(r));
      close("update of v", plain.secondSlot(r), step.secondSlot(r));
    }
  }

  private static void close(String what, double[] expected, double[] actual) {
    requireClose(what, RelativeDistance.l2(expected, actual, 0, expected.length), TOLERANCE);
  }
}
