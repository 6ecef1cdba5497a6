package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What becomes of a product's values, one at a time, and where it goes. */
final class Results {
  private Results() {}

  /** Where a replica's results of a phase start: in a or d, or for the update in w. */
  static int start(int kind, int layer, IntArray geometry, int r) {
    int record = Geometry.layer(layer);
    int rows = r * geometry.get(Geometry.BATCH);
    int start;
    if (kind == Phase.UPDATE) {
      int tied = geometry.get(record + Geometry.TIED);
      start =
          r * geometry.get(Geometry.PARAMETERS)
              + geometry.get(record + (tied == 1 ? Geometry.BIAS : Geometry.WEIGHT));
    } else if (kind == Phase.BACKWARD) {
      int below = Geometry.layer(layer - 1);
      start =
          geometry.get(below + Geometry.GRADIENTS)
              + rows * Rows.stride(geometry.get(below + Geometry.OUTPUTS));
    } else if (layer == geometry.get(Geometry.LAYERS) - 1) {
      start = rows * Rows.stride(geometry.get(record + Geometry.OUTPUTS));
    } else {
      start =
          geometry.get(record + Geometry.ACTIVATIONS)
              + rows * Rows.stride(geometry.get(record + Geometry.OUTPUTS));
    }
    return start;
  }

  /** Where what is needed besides starts: a bias, or for the backward pass the a below. */
  static int besides(int kind, int layer, IntArray geometry, int r) {
    int record = Geometry.layer(layer);
    int inputs = geometry.get(record + Geometry.INPUTS);
    int start = r * geometry.get(Geometry.PARAMETERS) + geometry.get(record + Geometry.BIAS);
    if (kind == Phase.BACKWARD) {
      int below = Geometry.layer(layer - 1);
      start =
          geometry.get(below + Geometry.ACTIVATIONS)
              + r * geometry.get(Geometry.BATCH) * Rows.stride(inputs);
    }
    return start;
  }

  /** The last layer's loss at one output; its gradient, z for softmax, or the prediction to d. */
  static float output(IntArray geometry, FloatArray d, int f, int place, float z, float y) {
    float a = Activations.apply(f, z);
    float result = a;
    float loss = 0;
    if (f != Activations.SOFTMAX && geometry.get(Geometry.PREDICTS) == 0) {
      int kind = geometry.get(Geometry.LOSS);
      loss = Losses.value(kind, z, a, y);
      result = Losses.gradient(kind, f, a, y);
    }
    d.set(place, result);
    return loss;
  }

  /** y: the value of an example's target at output j. */
  static float target(
      IntArray geometry,
      IntArray order,
      IntArray labels,
      FloatArray x,
      FloatArray a,
      int r,
      int step,
      int b,
      int j) {
    float y = 0;
    if (geometry.get(Geometry.PREDICTS) == 0) {
      int batch = geometry.get(Geometry.BATCH);
      int example = order.get(r * geometry.get(Geometry.POSITIONS) + step * batch + b);
      int outputs =
          geometry.get(Geometry.layer(geometry.get(Geometry.LAYERS) - 1) + Geometry.OUTPUTS);
      int targets = geometry.get(Geometry.TARGETS);
      if (targets == Geometry.ROWS) {
        y = x.get(geometry.get(Geometry.TARGET_ROWS) + example * Rows.stride(outputs) + j);
      } else if (targets == Geometry.CODE) {
        int below = Geometry.layer(geometry.get(Geometry.FIRST) - 1);
        y =
            a.get(
                geometry.get(below + Geometry.ACTIVATIONS)
                    + (r * batch + b) * Rows.stride(outputs)
                    + j);
      } else if (labels.get(example) == j) {
        y = 1;
      }
    }
    return y;
  }
}
