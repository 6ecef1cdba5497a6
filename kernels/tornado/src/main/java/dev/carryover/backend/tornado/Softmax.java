package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.math.TornadoMath;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The last layer's softmax and its cross-entropy, one thread an example, for the kernel. */
final class Softmax {
  private Softmax() {}

  /** Makes of one example's z in d its gradient a − y, or its prediction a; returns its loss. */
  static float example(
      IntArray geometry,
      IntArray order,
      IntArray labels,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int r,
      int step,
      int b) {
    int last = Geometry.layer(geometry.get(Geometry.LAYERS) - 1);
    int outputs = geometry.get(last + Geometry.OUTPUTS);
    int row = (r * geometry.get(Geometry.BATCH) + b) * Rows.stride(outputs);
    float largest = d.get(row);
    for (int j = 1; j < outputs; j++) {
      float z = d.get(row + j);
      largest = z > largest ? z : largest;
    }
    float total = 0;
    for (int j = 0; j < outputs; j++) {
      total += TornadoMath.exp(d.get(row + j) - largest);
    }
    float loss = TornadoMath.log(total);
    for (int j = 0; j < outputs; j++) {
      float shifted = d.get(row + j) - largest;
      float y = Results.target(geometry, order, labels, x, a, r, step, b, j);
      loss -= shifted * y;
      d.set(row + j, TornadoMath.exp(shifted) / total - y);
    }
    return loss;
  }
}
