package dev.carryover.experiments.weights;

import java.util.List;
import java.util.Locale;

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
    if (this == CARRYOVER) {
      return weights;
    }
    double[] transposed = new double[weights.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        transposed[i * outputs + o] = weights[o * inputs + i];
      }
    }
    return transposed;
  }

  /** As an option has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
