package dev.carryover.backend.tornado;

import static dev.carryover.backend.conformance.RelativeDistance.requireClose;

import dev.carryover.backend.conformance.RelativeDistance;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.network.Activation;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.matrix.Matrix2DFloat;
import uk.ac.manchester.tornado.matrix.MatrixMath;

/**
 * The three products of a step on the device equal those of tornado-matrices on the host: forward,
 * backward and the gradient, each of what the device left for it. tornado-matrices is nobody of
 * ours, which {@link PlainPhases} is.
 */
class MatricesTest {
  private static final double TOLERANCE = 1e-5;
  private static final double RATE = 0.5;

  static Stream<Arguments> programs() {
    return Stream.of(Shape.values())
        .flatMap(shape ->
            Stream.of(program(5, 7, 3, 4), program(33, 65, 40, 21), program(64, 32, 97, 33))
                .map(program -> Arguments.of(shape, program)));
  }

  /** Identities, so that products come out as they are; Adam, because {@link OneStep} has it. */
  private static TrainingProgram program(int inputs, int hidden, int outputs, int batch) {
    return new TrainingProgram(
        Subject.network(inputs, hidden, Activation.IDENTITY, outputs, Activation.IDENTITY),
        Loss.SQUARED_ERROR,
        // m = g: what is left of the gradient after a step.
        new Optimizer.Adam(0, 0.5, 1e-3),
        List.of(RATE, RATE),
        batch,
        Set.of());
  }

  @ParameterizedTest
  @MethodSource("programs")
  void productsEqualThoseOfTornadoMatrices(Shape shape, TrainingProgram program) {
    int count = program.batchSize();
    Subject subject = Subject.of("matrices", program, count, false);
    OneStep step = OneStep.of(subject, shape);
    for (int r = 0; r < program.replicas(); r++) {
      Matrix2DFloat x = matrix(count, program.network().inputs(), values(subject));
      Matrix2DFloat a = matrix(count, program.network().layer(0).outputs(), step.hidden(r));
      Matrix2DFloat dz = matrix(count, program.network().outputs(), step.outputGradient(r));
      Matrix2DFloat w = weight(program, 0, r, step.start().parameters());
      Matrix2DFloat wAbove = weight(program, 1, r, step.start().parameters());

      double[] bias = bias(program, r, step.start().parameters());
      double[] z = product(x, w);
      for (int i = 0; i < z.length; i++) {
        z[i] += bias[i % bias.length];
      }
      close("forward", z, step.hidden(r));
      close("backward", product(dz, transposed(wAbove)), step.hiddenGradient(r));
      Tensor tensor = program.network().parameters().weight(1);
      double[] gradient = product(transposed(a), dz);
      double[] found = new double[tensor.size()];
      for (int i = 0; i < found.length; i++) {
        gradient[i] /= count;
        found[i] = step.firstSlot(r)[tensor.offset() + i];
      }
      close("gradient", gradient, found);
    }
  }

  private static double[] values(Subject subject) {
    int features = subject.examples().features();
    double[] values = new double[subject.examples().count() * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = subject.examples().value(i / features, i % features);
    }
    return values;
  }

  private static Matrix2DFloat weight(
      TrainingProgram program, int layer, int r, double[] parameters) {
    Tensor tensor = program.network().parameters().weight(layer);
    int start = r * program.network().parameters().size() + tensor.offset();
    double[] values = Arrays.copyOfRange(parameters, start, start + tensor.size());
    return matrix(tensor.rows(), tensor.columns(), values);
  }

  private static double[] bias(TrainingProgram program, int r, double[] parameters) {
    Tensor tensor = program.network().parameters().bias(0);
    int start = r * program.network().parameters().size() + tensor.offset();
    return Arrays.copyOfRange(parameters, start, start + tensor.size());
  }

  private static Matrix2DFloat matrix(int rows, int columns, double[] values) {
    Matrix2DFloat matrix = new Matrix2DFloat(rows, columns, new FloatArray(rows * columns));
    for (int i = 0; i < values.length; i++) {
      matrix.set(i / columns, i % columns, (float) values[i]);
    }
    return matrix;
  }

  private static Matrix2DFloat transposed(Matrix2DFloat m) {
    Matrix2DFloat turned =
        new Matrix2DFloat(
            m.getNumColumns(), m.getNumRows(), new FloatArray(m.getNumColumns() * m.getNumRows()));
    for (int i = 0; i < m.getNumRows(); i++) {
      for (int j = 0; j < m.getNumColumns(); j++) {
        turned.set(j, i, m.get(i, j));
      }
    }
    return turned;
  }

  private static double[] product(Matrix2DFloat a, Matrix2DFloat b) {
    Matrix2DFloat c =
        matrix(a.getNumRows(), b.getNumColumns(), new double[a.getNumRows() * b.getNumColumns()]);
    MatrixMath.sgemm(a, b, c);
    double[] values = new double[c.getNumRows() * c.getNumColumns()];
    for (int i = 0; i < values.length; i++) {
      values[i] = c.get(i / c.getNumColumns(), i % c.getNumColumns());
    }
    return values;
  }

  private static void close(String what, double[] expected, double[] actual) {
    requireClose(what, RelativeDistance.l2(expected, actual, 0, expected.length), TOLERANCE);
  }
}
