package dev.carryover.backend.tornado;

import dev.carryover.network.Activation;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/** Activations a = f(z) and their derivatives, element by element, for the kernel. */
final class Activations {
  static final int IDENTITY = 0;
  static final int RELU = 1;
  static final int SIGMOID = 2;
  static final int TANH = 3;
  static final int SOFTMAX = 4;

  /**
   * The nearest float to tanh(z) is 1 from |z| = 9.0109 on. Drivers may be off by five units in the
   * last place, and PoCL's never reaches 1: its derivative would then never be 0.
   */
  private static final float TANH_IS_ONE = 9.02f;

  private Activations() {}

  /** The number that stands for an activation in {@link Geometry}. */
  static int code(Activation activation) {
    return switch (activation) {
      case IDENTITY -> IDENTITY;
      case RELU -> RELU;
      case SIGMOID -> SIGMOID;
      case TANH -> TANH;
      case SOFTMAX -> SOFTMAX;
    };
  }

  /** a = f(z); for softmax z itself, which {@link Softmax} takes from there. */
  static float apply(int activation, float z) {
    float a = z;
    if (activation == RELU) {
      // A comparison, because max(0, NaN) is 0 on OpenCL.
      a = z < 0 ? 0 : z;
    } else if (activation == SIGMOID) {
      a = 1 / (1 + TornadoMath.exp(-z));
    } else if (activation == TANH) {
      if (z > TANH_IS_ONE) {
        a = 1;
      } else if (z < -TANH_IS_ONE) {
        a = -1;
      } else {
        a = TornadoMath.tanh(z);
      }
    }
    return a;
  }

  /** f′(z), which for each of these follows from a = f(z) alone. */
  static float derivative(int activation, float a) {
    float derivative = 1;
    if (activation == RELU) {
      derivative = a > 0 ? 1 : 0;
    } else if (activation == SIGMOID) {
      derivative = a * (1 - a);
    } else if (activation == TANH) {
      derivative = 1 - a * a;
    }
    return derivative;
  }
}
