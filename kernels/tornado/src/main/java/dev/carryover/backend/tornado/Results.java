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
      start = r * geometry.get(Geometry.PARAMETERS) + geometry.get(record + Geometry.WEIGHT);
    } else if (kind == Phase.BACKWARD) {
      int below = Geometry.layer(layer - 1);
      start =
          geometry.get(below + Geometry.GRADIENTS) + rows * geometry.get(below + Geometry.OUTPUTS);
    } else if (layer == geometry.get(Geometry.LAYERS) - 1) {
      start = rows * geometry.get(record + Geometry.OUTPUTS);
    } else {
      start =
          geometry.get(record + Geometry.ACTIVATIONS)
              + rows * geometry.get(record + Geometry.OUTPUTS);
    }
    return start;
  }

  /** Where what is needed besides starts: a bias, or for the backward pass the a below. */
  static int besides(int kind, int layer, IntArray geometry, int r) {
    int record = Geometry.layer(layer);
    int inputs = geometry.get(record + Geometry.INPUTS);
    int start =
        r * geometry.get(Geometry.PARAMETERS)
            + geometry.get(record + Geometry.WEIGHT)
            + inputs * geometry.get(record + Geometry.OUTPUTS);
    if (kind == Phase.BACKWARD) {
      int below = Geometry.layer(layer - 1);
      start =
          geometry.get(below + Geometry.ACTIVATIONS) + r * geometry.get(Geometry.BATCH) * inputs;
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
      int r,
      int step,
      int b,
      int j) {
    float y = 0;
    if (geometry.get(Geometry.PREDICTS) == 0) {
      int position = r * geometry.get(Geometry.POSITIONS) + step * geometry.get(Geometry.BATCH) + b;
      int example = order.get(position);
      if (geometry.get(Geometry.RECONSTRUCTS) == 1) {
        y = x.get(example * geometry.get(Geometry.layer(0) + Geometry.INPUTS) + j);
      } else if (labels.get(example) == j) {
        y = 1;
      }
    }
    return y;
  }
}
