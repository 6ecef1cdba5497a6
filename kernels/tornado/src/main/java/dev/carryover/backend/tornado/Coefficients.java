package dev.carryover.backend.tornado;

import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * The numbers of an optimizer that the kernel reads: five of its own, then {@code [R]} learning
 * rates and {@code [R]} weight decays, and for Adam {@code [R][steps][2]}, at each step 1 / (1 −
 * β₁ᵗ) and 1 / (1 − β₂ᵗ), computed in float64: 1 − 0.999 has lost four digits in float32.
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

  /** Where a replica's weight decay stands. */
  static int decay(int replicas, int r) {
    return RATES + replicas + r;
  }

  /** Where a replica's corrections of a step stand, of so many. */
  static int corrections(int replicas, int steps, int r, int step) {
    return RATES + 2 * replicas + 2 * (r * steps + step);
  }

  /** How many there are for epochs of so many steps. */
  static int count(TrainingProgram program, int replicas, int steps) {
    boolean adam = program.optimizer() instanceof Optimizer.Adam;
    return corrections(replicas, steps, adam ? replicas : 0, 0);
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
      coefficients.set(decay(program.replicas(), r), program.weightDecays().get(r).floatValue());
    }
  }

  /**
   * Sets an epoch's corrections.
   *
   * @param before how many steps each replica has taken before, {@code [R]}
   * @param steps the most that an epoch has
   */
  static void setSteps(FloatArray coefficients, TrainingProgram program, long[] before, int steps) {
    if (program.optimizer() instanceof Optimizer.Adam adam) {
      for (int r = 0; r < before.length; r++) {
        for (int s = 0; s < steps; s++) {
          double t = (double) (before[r] + s + 1);
          int place = corrections(before.length, steps, r, s);
          coefficients.set(place, (float) (1 / (1 - Math.pow(adam.beta1(), t))));
          coefficients.set(place + 1, (float) (1 / (1 - Math.pow(adam.beta2(), t))));
        }
      }
    }
  }
}
