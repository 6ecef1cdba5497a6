package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/** {@link Optimizers}, a vector of parameters at a time. */
final class VectorOptimizers {
  private VectorOptimizers() {}

  /**
   * A vector's step along its gradient, as {@code Optimizer} writes it.
   *
   * @param place the vector's number in w
   * @param sum the gradient, times the number of examples
   * @param decays 1 for weights, 0 for a bias
   */
  static void update(
      IntArray geometry,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      int r,
      int step,
      int place,
      int count,
      Float16 sum,
      int decays) {
    VectorFloat16 values = new VectorFloat16(w);
    VectorFloat16 states = new VectorFloat16(slots);
    int replicas = geometry.get(Geometry.REPLICAS);
    int optimizer = geometry.get(Geometry.OPTIMIZER);
    float rate = coefficients.get(Coefficients.RATES + r);
    float decay = decays * coefficients.get(Coefficients.decay(replicas, r));
    Float16 value = values.get(place);
    Float16 g = Float16.mult(sum, Vectors.of(1.0f / count));
    if (optimizer == Optimizers.ADAM) {
      value = Vectors.plusProduct(value, value, -rate * decay);
    } else {
      g = Vectors.plusProduct(g, value, decay);
    }
    Float16 change = g;
    if (optimizer == Optimizers.MOMENTUM) {
      change =
          decayed(
              states.get(place),
              coefficients.get(Coefficients.DECAY),
              g,
              coefficients.get(Coefficients.SHARE));
      states.set(place, change);
    } else if (optimizer == Optimizers.ADAM) {
      int second = replicas * geometry.get(Geometry.PARAMETERS) / Rows.VECTOR + place;
      int corrections = Coefficients.corrections(replicas, geometry.get(Geometry.STEPS), r, step);
      Float16 m =
          decayed(
              states.get(place),
              coefficients.get(Coefficients.DECAY),
              g,
              coefficients.get(Coefficients.SHARE));
      Float16 v =
          decayed(
              states.get(second),
              coefficients.get(Coefficients.SECOND_DECAY),
              Float16.mult(g, g),
              coefficients.get(Coefficients.SECOND_SHARE));
      states.set(place, m);
      states.set(second, v);
      Float16 root = root(Float16.mult(v, Vectors.of(coefficients.get(corrections + 1))));
      change =
          Float16.div(
              Float16.mult(m, Vectors.of(coefficients.get(corrections))),
              Float16.add(root, Vectors.of(coefficients.get(Coefficients.EPSILON))));
    }
    values.set(place, Vectors.plusProduct(value, change, -rate));
  }

  /** state · decay + gradient · share. */
  private static Float16 decayed(Float16 state, float decay, Float16 gradient, float share) {
    return Vectors.plusProduct(Float16.mult(state, Vectors.of(decay)), gradient, share);
  }

  private static Float16 root(Float16 v) {
    return new Float16(
        TornadoMath.sqrt(v.get(0)),
        TornadoMath.sqrt(v.get(1)),
        TornadoMath.sqrt(v.get(2)),
        TornadoMath.sqrt(v.get(3)),
        TornadoMath.sqrt(v.get(4)),
        TornadoMath.sqrt(v.get(5)),
        TornadoMath.sqrt(v.get(6)),
        TornadoMath.sqrt(v.get(7)),
        TornadoMath.sqrt(v.get(8)),
        TornadoMath.sqrt(v.get(9)),
        TornadoMath.sqrt(v.get(10)),
        TornadoMath.sqrt(v.get(11)),
        TornadoMath.sqrt(v.get(12)),
        TornadoMath.sqrt(v.get(13)),
        TornadoMath.sqrt(v.get(14)),
        TornadoMath.sqrt(v.get(15)));
  }
}
