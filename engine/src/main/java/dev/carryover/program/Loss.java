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
   * −Σ y ln a + (1 − y) ln(1 − a), for sigmoid outputs; by the pre-activation z its gradient is a −
   * y. Computed from z as Σ max(z, 0) − z y + ln(1 + e^−|z|), which stays finite where a rounds to
   * 0 or 1.
   */
  BINARY_CROSS_ENTROPY,
  /**
   * −Σ y ln a, for softmax outputs and targets that sum to 1; by the pre-activation z its gradient
   * is a − y. Computed from z as ln Σ_k e^(z_k − max z) − (z_y − max z).
   */
  SOFTMAX_CROSS_ENTROPY;

  /** Whether this loss can stand behind a last layer with the given activation. */
  public boolean accepts(Activation activation) {
    return switch (this) {
      case SQUARED_ERROR -> activation != Activation.SOFTMAX;
      case BINARY_CROSS_ENTROPY -> activation == Activation.SIGMOID;
      case SOFTMAX_CROSS_ENTROPY -> activation == Activation.SOFTMAX;
    };
  }
}
