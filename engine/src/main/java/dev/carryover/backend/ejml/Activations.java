package dev.carryover.backend.ejml;

import dev.carryover.network.Activation;
import java.util.function.DoubleUnaryOperator;
import org.ejml.simple.SimpleMatrix;

/** Activations f(z) and their derivatives f′(z), element by element; softmax row by row. */
final class Activations {
  private Activations() {}

  /** a = f(z), {@code [B][O]}. */
  static SimpleMatrix apply(Activation activation, SimpleMatrix z) {
    return switch (activation) {
      case IDENTITY -> z;
      // Math.max hands NaN on, as it must.
      case RELU -> map(z, v -> Math.max(0, v));
      case SIGMOID -> map(z, v -> sigmoid(v));
      case TANH -> map(z, v -> Math.tanh(v));
      case SOFTMAX -> softmax(z);
    };
  }

  /**
   * f′(z), {@code [B][O]}.
   *
   * @throws IllegalArgumentException for softmax, whose derivative is no element-wise factor: its
   *     loss gives the gradient by z directly
   */
  static SimpleMatrix derivative(Activation activation, SimpleMatrix z) {
    return switch (activation) {
      case IDENTITY -> map(z, v -> 1);
      case RELU -> map(z, v -> v > 0 ? 1 : 0);
      case SIGMOID -> map(z, v -> sigmoid(v) * (1 - sigmoid(v)));
      case TANH -> map(z, v -> 1 - Math.tanh(v) * Math.tanh(v));
      case SOFTMAX -> throw new IllegalArgumentException("softmax has no element-wise derivative");
    };
  }

  /** f of every element. */
  static SimpleMatrix map(SimpleMatrix z, DoubleUnaryOperator f) {
    SimpleMatrix mapped = z.createLike();
    for (int i = 0; i < z.getNumElements(); i++) {
      mapped.set(i, f.applyAsDouble(z.get(i)));
    }
    return mapped;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static SimpleMatrix softmax(SimpleMatrix z) {
    SimpleMatrix a = new SimpleMatrix(z.getNumRows(), z.getNumCols());
    for (int i = 0; i < z.getNumRows(); i++) {
      // Subtracting the largest changes nothing but keeps e^z within range.
      double largest = z.getRow(i).elementMax();
      SimpleMatrix exponentials = map(z.getRow(i), v -> Math.exp(v - largest));
      a.insertIntoThis(i, 0, exponentials.divide(exponentials.elementSum()));
    }
    return a;
  }
}
