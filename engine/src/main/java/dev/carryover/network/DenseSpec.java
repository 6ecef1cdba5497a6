package dev.carryover.network;

import java.util.Objects;

/**
 * One dense layer: a = f(x·w + b), with x {@code [B][I]}, w {@code [I][O]} row-major, b {@code [O]}
 * and a {@code [B][O]}.
 *
 * @param inputs I, the length of one input row, at least 1
 * @param outputs O, the length of one output row, at least 1
 * @param activation f
 */
public record DenseSpec(int inputs, int outputs, Activation activation) {

  /**
   * @throws IllegalArgumentException if a size is less than 1
   */
  public DenseSpec {
    Objects.requireNonNull(activation, "activation");
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a dense layer needs sizes of at least 1, found " + inputs + " by " + outputs);
    }
  }
}
