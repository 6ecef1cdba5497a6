package dev.carryover.backend.tornado;

import dev.carryover.program.Optimizer;
import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What each optimizer makes of a gradient, one parameter at a time, for the kernel. */
final class Optimizers {
  static final int SGD = 1;
  static final int MOMENTUM = 2;
  static final int ADAM = 3;

  private Optimizers() {}

  /** The number that stands for an optimizer in {@link Geometry}: for its kind, not its slots. */
  static int code(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd() -> SGD;
      case Optimizer.Momentum ignored -> MOMENTUM;
      case Optimizer.Adam ignored -> ADAM;
    };
  }

  /**
   * One parameter's step along its gradient, as {@code Optimizer} writes it.
   *
   * @param decay λ, 0 for a bias
   */
  static void update(
      IntArray geometry,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      int r,
      int step,
      int place,
      float gradient,
      float decay) {
    int optimizer = geometry.get(Geometry.OPTIMIZER);
    float rate = coefficients.get(Coefficients.RATES + r);
    float value = w.get(place);
    float g = gradient;
    if (optimizer == ADAM) {
      value = value - rate * decay * value;
    } else {
      g = gradient + decay * value;
    }
    float change;
    if (optimizer == SGD) {
      change = rate * g;
    } else if (optimizer == MOMENTUM) {
      float v =
          coefficients.get(Coefficients.DECAY) * slots.get(place)
              + coefficients.get(Coefficients.SHARE) * g;
      slots.set(place, v);
      change = rate * v;
    } else {
      int replicas = geometry.get(Geometry.REPLICAS);
      int second = replicas * geometry.get(Geometry.PARAMETERS) + place;
      int corrections = Coefficients.corrections(replicas, geometry.get(Geometry.STEPS), r, step);
      float m =
          coefficients.get(Coefficients.DECAY) * slots.get(place)
              + coefficients.get(Coefficients.SHARE) * g;
      float v =
          coefficients.get(Coefficients.SECOND_DECAY) * slots.get(second)
              + coefficients.get(Coefficients.SECOND_SHARE) * g * g;
      slots.set(place, m);
      slots.set(second, v);
      float root = TornadoMath.sqrt(v * coefficients.get(corrections + 1));
      change =
          rate
              * (m * coefficients.get(corrections))
              / (root + coefficients.get(Coefficients.EPSILON));
    }
    w.set(place, value - change);
  }
}
