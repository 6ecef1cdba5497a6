package dev.carryover.backend.tornado;

import dev.carryover.program.Loss;
import uk.ac.manchester.tornado.api.math.TornadoMath;

/**
 * Losses that are sums over outputs, and their gradients by z, one output at a time, for the
 * kernel.
 */
final class Losses {
  static final int SQUARED_ERROR = 0;
  static final int BINARY_CROSS_ENTROPY = 1;
  static final int SOFTMAX_CROSS_ENTROPY = 2;

  private Losses() {}

  /** The number that stands for a loss in {@link Geometry}. */
  static int code(Loss loss) {
    return switch (loss) {
      case SQUARED_ERROR -> SQUARED_ERROR;
      case BINARY_CROSS_ENTROPY -> BINARY_CROSS_ENTROPY;
      case SOFTMAX_CROSS_ENTROPY -> SOFTMAX_CROSS_ENTROPY;
    };
  }

  /** What one output adds to its example's loss. */
  static float value(int loss, float z, float a, float y) {
    float value = (a - y) * (a - y);
    if (loss == BINARY_CROSS_ENTROPY) {
      float positive = z < 0 ? 0 : z;
      float magnitude = z < 0 ? -z : z;
      value = positive - z * y + TornadoMath.log(1 + TornadoMath.exp(-magnitude));
    }
    return value;
  }

  /** dz of one output, not yet divided by B. */
  static float gradient(int loss, int activation, float a, float y) {
    float gradient = a - y;
    if (loss == SQUARED_ERROR) {
      gradient = 2 * (a - y) * Activations.derivative(activation, a);
    }
    return gradient;
  }
}
