package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * What the products of each phase multiply, and where it lies.
 *
 * <pre>
 * phase      result  left                   right
 * forward    z       x or a below [B][I]    w  [I][O]
 * backward   da      dz           [B][O]    wᵀ [O][I]
 * update     dw, db  [x 1]ᵀ       [I+1][B]  dz [B][O]
 * </pre>
 *
 * The bias is a last row of w whose input is always 1.
 */
final class Operands {
  private Operands() {}

  /** Where row b of a batch starts in what stands left: in x, a or dz. */
  static int leftRow(
      int kind, int layer, IntArray geometry, IntArray order, int r, int step, int b) {
    int batch = geometry.get(Geometry.BATCH);
    int record = Geometry.layer(layer);
    int row = r * batch + b;
    int start;
    if (kind == Phase.BACKWARD) {
      int outputs = geometry.get(record + Geometry.OUTPUTS);
      start = geometry.get(record + Geometry.GRADIENTS) + row * outputs;
    } else if (layer == 0) {
      int position = r * geometry.get(Geometry.POSITIONS) + step * batch + b;
      start = order.get(position) * geometry.get(record + Geometry.INPUTS);
    } else {
      int below = Geometry.layer(layer - 1);
      int inputs = geometry.get(record + Geometry.INPUTS);
      start = geometry.get(below + Geometry.ACTIVATIONS) + row * inputs;
    }
    return start;
  }

  /**
   * A value of what stands left.
   *
   * @param row where its row starts, or less than 0 for a row of zeros
   * @param columns how many there are; the update's next one is 1, for the bias
   */
  static float left(
      int kind,
      int layer,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int row,
      int column,
      int columns) {
    float value = 0;
    if (row >= 0) {
      if (column < columns) {
        if (kind == Phase.BACKWARD) {
          value = d.get(row + column);
        } else if (layer == 0) {
          value = x.get(row + column);
        } else {
          value = a.get(row + column);
        }
      } else if (kind == Phase.UPDATE && column == columns) {
        value = 1;
      }
    }
    return value;
  }

  /** Where the matrix that stands right starts: in w, or for the update in d. */
  static int rightStart(int kind, int layer, IntArray geometry, int r) {
    int record = Geometry.layer(layer);
    int start = r * geometry.get(Geometry.PARAMETERS) + geometry.get(record + Geometry.WEIGHT);
    if (kind == Phase.UPDATE) {
      int row = r * geometry.get(Geometry.BATCH);
      start =
          geometry.get(record + Geometry.GRADIENTS) + row * geometry.get(record + Geometry.OUTPUTS);
    }
    return start;
  }

  /** A value of what stands right. */
  static float right(int kind, FloatArray w, FloatArray d, int address) {
    float value;
    if (kind == Phase.UPDATE) {
      value = d.get(address);
    } else {
      value = w.get(address);
    }
    return value;
  }
}
