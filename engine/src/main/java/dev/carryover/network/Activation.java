package dev.carryover.network;

/** What a dense layer does to its pre-activations z to make its activations a. */
public enum Activation {
  /** a = z. */
  IDENTITY,
  /** a = max(0, z); its derivative at z = 0 is taken as 0. */
  RELU,
  /** a = 1 / (1 + e^−z). */
  SIGMOID,
  /** a = tanh z. */
  TANH,
  /**
   * a_j = e^(z_j − max z) / Σ_k e^(z_k − max z) over one example's outputs. Only as a network's
   * last layer, with {@code SOFTMAX_CROSS_ENTROPY} as its loss.
   */
  SOFTMAX
}
