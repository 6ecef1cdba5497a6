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
 * The bias is a last row of w whose input is always 1. A tied layer's w is its encoder's, turned:
 * in memory it is {@code [O][I]}. Its own update is that of its bias alone, and what it adds to dw
 * is a second product of its encoder's update: dzᵀ of the tied layer and the a below that.
 */
final class Operands {
  /** The examples. */
  static final int X = 0;

  /** Activations, and corrupted inputs. */
  static final int A = 1;

  /** Gradients by z. */
  static final int D = 2;

  private Operands() {}

  /**
   * Where row b of a batch starts in what stands left: in x, a or dz.
   *
   * @param use 0, or 1 for the second product of an update
   */
  static int leftRow(
      int kind, int use, int layer, IntArray geometry, IntArray order, int r, int step, int b) {
    int batch = geometry.get(Geometry.BATCH);
    int record = Geometry.layer(layer);
    int row = r * batch + b;
    int start;
    if (kind == Phase.BACKWARD) {
      int outputs = geometry.get(record + Geometry.OUTPUTS);
      start = geometry.get(record + Geometry.GRADIENTS) + row * Rows.stride(outputs);
    } else if (use == 1) {
      int decoder = Geometry.layer(geometry.get(record + Geometry.DECODER));
      int outputs = geometry.get(decoder + Geometry.OUTPUTS);
      start = geometry.get(decoder + Geometry.GRADIENTS) + row * Rows.stride(outputs);
    } else if (isCorrupted(layer, geometry)) {
      start =
          geometry.get(Geometry.CORRUPTED)
              + row * Rows.stride(geometry.get(record + Geometry.INPUTS));
    } else if (layer == 0) {
      int position = r * geometry.get(Geometry.POSITIONS) + step * batch + b;
      start = order.get(position) * Rows.stride(geometry.get(record + Geometry.INPUTS));
    } else {
      int below = Geometry.layer(layer - 1);
      int inputs = geometry.get(record + Geometry.INPUTS);
      start = geometry.get(below + Geometry.ACTIVATIONS) + row * Rows.stride(inputs);
    }
    return start;
  }

  /** Whether what enters a layer is corrupted before. */
  static boolean isCorrupted(int layer, IntArray geometry) {
    return layer == geometry.get(Geometry.FIRST) && geometry.get(Geometry.CORRUPTED) >= 0;
  }

  /** Which array a product's left stands in. */
  static int leftArray(int kind, int use, int layer, IntArray geometry) {
    int array = A;
    if (kind == Phase.BACKWARD || use == 1) {
      array = D;
    } else if (layer == 0 && !isCorrupted(layer, geometry)) {
      array = X;
    }
    return array;
  }

  /**
   * A value of what stands left.
   *
   * @param array which it stands in
   * @param ones 1 where the column behind the last is 1, for the bias
   * @param row where its row starts, or less than 0 for a row of zeros
   * @param columns how many there are
   */
  static float left(
      int array,
      int ones,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int row,
      int column,
      int columns) {
    float value = 0;
    if (row >= 0) {
      if (column < columns) {
        value = left(array, x, a, d, row + column);
      } else if (ones == 1 && column == columns) {
        value = 1;
      }
    }
    return value;
  }

  /** A value of what stands left, in one of three arrays. */
  static float left(int array, FloatArray x, FloatArray a, FloatArray d, int at) {
    float value;
    if (array == D) {
      value = d.get(at);
    } else if (array == X) {
      value = x.get(at);
    } else {
      value = a.get(at);
    }
    return value;
  }

  /** Where the matrix that stands right starts: in w, or for the update in d, and then in a. */
  static int rightStart(int kind, int use, int layer, IntArray geometry, int r) {
    int record = Geometry.layer(layer);
    int row = r * geometry.get(Geometry.BATCH);
    int start = r * geometry.get(Geometry.PARAMETERS) + geometry.get(record + Geometry.WEIGHT);
    if (kind == Phase.UPDATE) {
      int outputs = geometry.get(record + Geometry.OUTPUTS);
      start = geometry.get(record + Geometry.GRADIENTS) + row * Rows.stride(outputs);
      if (use == 1) {
        int below = Geometry.layer(geometry.get(record + Geometry.DECODER) - 1);
        start = geometry.get(below + Geometry.ACTIVATIONS) + row * Rows.stride(outputs);
      }
    }
    return start;
  }

  /** A value of what stands right. */
  static float right(int kind, int use, FloatArray w, FloatArray a, FloatArray d, int address) {
    float value;
    if (use == 1) {
      value = a.get(address);
    } else if (kind == Phase.UPDATE) {
      value = d.get(address);
    } else {
      value = w.get(address);
    }
    return value;
  }
}
