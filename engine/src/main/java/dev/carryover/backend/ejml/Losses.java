package dev.carryover.backend.ejml;

import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import org.ejml.simple.SimpleMatrix;

/** Losses and their gradients by the last layer's z. z, a and y are {@code [B][O]}. */
final class Losses {
  private Losses() {}

  /** The loss summed over a batch's examples. */
  static double sum(Loss loss, SimpleMatrix z, SimpleMatrix a, SimpleMatrix y) {
    return switch (loss) {
      case SQUARED_ERROR -> a.minus(y).elementPower(2).elementSum();
      case BINARY_CROSS_ENTROPY ->
          z.elementOp((i, j, v) ->
                  Math.max(v, 0) - v * y.get(i, j) + Math.log1p(Math.exp(-Math.abs(v))))
              .elementSum();
      case SOFTMAX_CROSS_ENTROPY -> {
        double sum = 0;
        for (int i = 0; i < z.getNumRows(); i++) {
          SimpleMatrix row = z.getRow(i);
          double largest = row.elementMax();
          SimpleMatrix shifted = row.minus(largest);
          sum += Math.log(shifted.elementExp().elementSum()) - shifted.dot(y.getRow(i));
        }
        yield sum;
      }
    };
  }

  /** dz = ∂loss/∂z of each example, not yet divided by B. */
  static SimpleMatrix gradient(Loss loss, Activation activation, SimpleMatrix z, SimpleMatrix y) {
    SimpleMatrix a = Activations.apply(activation, z);
    return switch (loss) {
      case SQUARED_ERROR -> a.minus(y).scale(2).elementMult(Activations.derivative(activation, z));
      case BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY -> a.minus(y);
    };
  }
}
