package dev.carryover.program;

import dev.carryover.network.Activation;

/**
 * What training makes small. One example's loss is a sum over its outputs; a batch's loss is the
 * mean over its examples. a are the last layer's activations, y the targets, both {@code [B][O]}.
 */
public enum Loss {
  /** Σ (a − y)², with gradient 2 (a − y) by a: no factor ½. */
  SQUARED_ERROR,
  /**
   * −Σ y ln a + (1 − y) ln(1 − a), for sigmoid outputs and targets in [0, 1]; by the pre-activation
   * z its gradient is a − y. Computed from z as Σ max(z, 0) − z y + ln(1 + e^−|z|), which stays
   * finite where a rounds to 0 or 1.
   */
  BINARY_CROSS_ENTROPY,
  /**
   * −Σ y ln a, for softmax outputs and targets that sum to 1; by the pre-activation z its gradient
   * is a − y. Computed from z as ln Σ_k e^(z_k − max z) − (z_y − max z).
   */
  SOFTMAX_CROSS_ENTROPY;

  /** How far from 1 the sum of a target of many rounded values may be. */
  private static final double ROUNDING = 1e-5;

  /** Whether this loss can stand behind a last layer with the given activation. */
  public boolean accepts(Activation activation) {
    return switch (this) {
      case SQUARED_ERROR -> activation != Activation.SOFTMAX;
      case BINARY_CROSS_ENTROPY -> activation == Activation.SIGMOID;
      case SOFTMAX_CROSS_ENTROPY -> activation == Activation.SOFTMAX;
    };
  }

  /** Whether every value that an activation has is a target that this loss is defined for. */
  public boolean isDefinedFor(Activation activation) {
    return switch (this) {
      case SQUARED_ERROR -> true;
      case BINARY_CROSS_ENTROPY ->
          activation == Activation.SIGMOID || activation == Activation.SOFTMAX;
      case SOFTMAX_CROSS_ENTROPY -> activation == Activation.SOFTMAX;
    };
  }

  /**
   * Refuses a target that this loss is not defined for.
   *
   * @param example whose target it is, for the message
   * @param y the target, {@code [O]}
   * @throws IllegalArgumentException if the loss is a cross-entropy and a value is no probability,
   *     or for softmax if the values do not sum to 1
   */
  public void requireTarget(int example, float[] y) {
    if (this == SQUARED_ERROR) {
      return;
    }
    double sum = 0;
    for (float value : y) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(
            "%s takes targets in [0, 1], example %d has %s".formatted(this, example, value));
      }
      sum += value;
    }
    if (this == SOFTMAX_CROSS_ENTROPY && !(Math.abs(sum - 1) <= ROUNDING)) {
      throw new IllegalArgumentException(
          "%s takes targets that sum to 1, those of example %d sum to %s"
              .formatted(this, example, (float) sum));
    }
  }
}
