package dev.carryover.program;

/**
 * How a gradient g changes a parameter w at learning rate η. Slots are arrays of the parameters'
 * own size and layout that an optimizer carries from step to step; all start at zero.
 *
 * <p>With a replica's weight decay λ, which is for weights and not for biases, SGD and momentum
 * take g + λ w for g: that is L2 regularization, the gradient of λ/2 Σ w² added to the loss. Adam
 * decays apart from its gradient, by η λ w more at every step (AdamW: Loshchilov and Hutter 2019).
 */
public sealed interface Optimizer {

  /** How many slots it carries. */
  int slots();

  /** w ← w − η g. */
  record Sgd() implements Optimizer {
    @Override
    public int slots() {
      return 0;
    }
  }

  /**
   * v ← μ v + (1 − d) g; w ← w − η v. With d = 0 this is classical momentum (Polyak 1964); with d =
   * μ the velocity is an average of gradients, as in the paper's program.
   *
   * @param momentum μ, in [0, 1) also as a 32-bit float
   * @param dampening d, likewise
   */
  record Momentum(double momentum, double dampening) implements Optimizer {
    /**
     * @throws IllegalArgumentException if a value is outside [0, 1) or rounds to 1 as a 32-bit
     *     float
     */
    public Momentum {
      requireFraction("momentum", momentum);
      requireFraction("dampening", dampening);
    }

    @Override
    public int slots() {
      return 1;
    }
  }

  /**
   * Adam (Kingma and Ba 2015, Algorithm 1): m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w −
   * η m̂ / (√v̂ + ε), with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) and t the number of this step, 1
   * the first. Slot 0 is m, slot 1 is v.
   *
   * @param beta1 β₁, in [0, 1) also as a 32-bit float
   * @param beta2 β₂, likewise
   * @param epsilon ε, greater than 0 also as a 32-bit float
   */
  record Adam(double beta1, double beta2, double epsilon) implements Optimizer {
    /**
     * @throws IllegalArgumentException if a decay is outside [0, 1) or rounds to 1 as a 32-bit
     *     float, or epsilon is not greater than 0 or beyond the range of 32-bit floats
     */
    public Adam {
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon must be greater than 0, found " + epsilon);
      }
      Float32.require("epsilon", epsilon);
    }

    /** The paper's defaults: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. */
    public static Adam withDefaults() {
      return new Adam(0.9, 0.999, 1e-8);
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), found " + value);
    }
    if ((float) value == 1) {
      throw new IllegalArgumentException(
          name + " must be less than 1 also as a 32-bit float, found " + value);
    }
  }
}
