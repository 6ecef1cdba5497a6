package dev.carryover.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a weight file lays out a dense layer. */
public enum Layout {
  /** {@code weight [I][O]}: z = x·weight + bias. */
  CARRYOVER,
  /** {@code torch.nn.Linear}'s: {@code weight [O][I]}, z = x·weightᵀ + bias. */
  TORCH;

  /** The shape of the weights of a layer with I inputs and O outputs. */
  List<Integer> shape(int inputs, int outputs) {
    return this == CARRYOVER ? List.of(inputs, outputs) : List.of(outputs, inputs);
  }

  /** Weights in this layout as {@code [I][O]}: themselves, or a new array. */
  double[] toCarryover(double[] weights, int inputs, int outputs) {
    return this == CARRYOVER ? weights : transposed(weights, outputs, inputs);
  }

  /** Weights {@code [I][O]} in this layout: themselves, or a new array. */
  double[] fromCarryover(double[] weights, int inputs, int outputs) {
    return this == CARRYOVER ? weights : transposed(weights, inputs, outputs);
  }

  private static double[] transposed(double[] matrix, int rows, int columns) {
    double[] transposed = new double[matrix.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = matrix[row * columns + column];
      }
    }
    return transposed;
  }

  /** The layout that an option calls so; empty if none. */
  static Optional<Layout> named(String name) {
    return Arrays.stream(values()).filter(layout -> layout.toString().equals(name)).findFirst();
  }

  /** As an option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
