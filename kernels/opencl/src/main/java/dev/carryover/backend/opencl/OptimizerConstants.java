package dev.carryover.backend.opencl;

import dev.carryover.program.Optimizer;

/**
 * An optimizer as optimizers.cl takes it; what does not apply is 0.
 *
 * @param kind 0 SGD, 1 momentum, 2 Adam
 * @param decay1 μ or β₁
 * @param share1 1 − d or 1 − β₁, the gradient's share in slot 0
 * @param decay2 β₂
 * @param share2 1 − β₂, the squared gradient's share in slot 1
 * @param epsilon Adam's ε
 */
record OptimizerConstants(
    int kind, double decay1, double share1, double decay2, double share2, double epsilon) {

  static OptimizerConstants of(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd() -> new OptimizerConstants(0, 0, 0, 0, 0, 0);
      case Optimizer.Momentum(double momentum, double dampening) ->
          new OptimizerConstants(1, momentum, 1 - dampening, 0, 0, 0);
      case Optimizer.Adam(double beta1, double beta2, double epsilon) ->
          new OptimizerConstants(2, beta1, 1 - beta1, beta2, 1 - beta2, epsilon);
    };
  }

  /** The four constants as one vector. */
  float[] decay() {
    return new float[] {(float) decay1, (float) share1, (float) decay2, (float) share2};
  }

  /**
   * Adam's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ) for each of the next steps, {@code [steps][2]}, computed
   * in float64: float32 would lose half its digits to 1 − 0.999. Ones for other optimizers.
   *
   * @param taken the steps taken so far: t starts at {@code taken + 1}
   */
  float[] corrections(long taken, int steps) {
    float[] corrections = new float[2 * steps];
    for (int s = 0; s < steps; s++) {
      double t = (double) (taken + s + 1);
      corrections[2 * s] = kind == 2 ? (float) (1 / (1 - Math.pow(decay1, t))) : 1;
      corrections[2 * s + 1] = kind == 2 ? (float) (1 / (1 - Math.pow(decay2, t))) : 1;
    }
    return corrections;
  }
}
