package dev.carryover.network;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * One dense layer: a = f(x·w + b), with x {@code [B][I]}, w {@code [I][O]} row-major, b {@code [O]}
 * and a {@code [B][O]}.
 *
 * @param inputs I, the length of one input row, at least 1
 * @param outputs O, the length of one output row, at least 1
 * @param activation f
 * @param encoder the earlier layer whose weights' transpose is w; empty for weights of its own. The
 *     bias is always the layer's own.
 */
public record DenseSpec(int inputs, int outputs, Activation activation, OptionalInt encoder) {

  /**
   * @throws IllegalArgumentException if a size is less than 1
   */
  public DenseSpec {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(encoder, "encoder");
    if (inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a dense layer needs sizes of at least 1, found " + inputs + " by " + outputs);
    }
  }

  /** A layer with weights of its own. */
  public DenseSpec(int inputs, int outputs, Activation activation) {
    this(inputs, outputs, activation, OptionalInt.empty());
  }

  /** This layer with the transpose of an earlier layer's weights for its own. */
  public DenseSpec tiedTo(int layer) {
    return new DenseSpec(inputs, outputs, activation, OptionalInt.of(layer));
  }

  /** Whether its weights are an earlier layer's. */
  public boolean isTied() {
    return encoder.isPresent();
  }
}
