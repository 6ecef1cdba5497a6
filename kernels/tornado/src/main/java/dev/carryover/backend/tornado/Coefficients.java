package dev.carryover.backend.tornado;

import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * The numbers of an optimizer that the kernel reads: {@code [5][R][steps][2]}, the optimizer's own,
 * each replica's learning rate, and for Adam each step's 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ), computed
 * in float64: 1 − 0.999 has lost four digits in float32.
 */
final class Coefficients {
  /** μ or β₁. */
  static final int DECAY = 0;

  /** 1 − d or 1 − β₁. */
  static final int SHARE = 1;

  /** β₂. */
  static final int SECOND_DECAY = 2;

  /** 1 − β₂. */
  static final int SECOND_SHARE = 3;

  /** ε. */
  static final int EPSILON = 4;

  /** Where learning rates start. */
  static final int RATES = 5;

  private Coefficients() {}

  /** How many there are for epochs of so many steps. */
  static int count(TrainingProgram program, int steps) {
    return RATES + program.replicas() + 2 * steps;
  }

  /** Sets all that no epoch changes. */
  static void set(FloatArray coefficients, TrainingProgram program) {
    coefficients.init(0);
    switch (program.optimizer()) {
      case Optimizer.Sgd() -> {}
      case Optimizer.Momentum(double momentum, double dampening) -> {
        coefficients.set(DECAY, (float) momentum);
        coefficients.set(SHARE, (float) (1 - dampening));
      }
      case Optimizer.Adam(double beta1, double beta2, double epsilon) -> {
        coefficients.set(DECAY, (float) beta1);
        coefficients.set(SHARE, (float) (1 - beta1));
        coefficients.set(SECOND_DECAY, (float) beta2);
        coefficients.set(SECOND_SHARE, (float) (1 - beta2));
        coefficients.set(EPSILON, (float) epsilon);
      }
    }
    for (int r = 0; r < program.replicas(); r++) {
      coefficients.set(RATES + r, program.learningRates().get(r).floatValue());
    }
  }

  /** Sets an epoch's corrections, its first step following so many others. */
  static void setSteps(FloatArray coefficients, TrainingProgram program, long before, int steps) {
    if (program.optimizer() instanceof Optimizer.Adam adam) {
      int start = RATES + program.replicas();
      for (int s = 0; s < steps; s++) {
        double t = (double) (before + s + 1);
        coefficients.set(start + 2 * s, (float) (1 / (1 - Math.pow(adam.beta1(), t))));
        coefficients.set(start + 2 * s + 1, (float) (1 / (1 - Math.pow(adam.beta2(), t))));
      }
    }
  }
}
