package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Products whose matrices are both read along their rows, a vector of terms at a time, for {@link
 * ThreadKernels}: c[m][n] = Σ left[m][k] right[n][k], four rows of each at once. Both rows end with
 * zeros.
 */
final class RowProduct {
  /** Rows of either matrix that are multiplied at once. */
  static final int ROWS = 4;

  private RowProduct() {}

  /**
   * Computes a block of a forward or backward product and stores it.
   *
   * @param m its first row, within the result
   * @param n its first column, within a row's stride
   */
  static void block(
      int kind,
      int layer,
      IntArray geometry,
      IntArray order,
      FloatArray w,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int r,
      int step,
      int count,
      int m,
      int n) {
    VectorFloat16 weights = new VectorFloat16(w);
    int outputs = geometry.get(Geometry.layer(layer) + Geometry.OUTPUTS);
    int inputs = Product.inputs(kind, layer, geometry);
    int width = Product.width(kind, inputs, outputs);
    int depth = Rows.vectors(Product.depth(kind, inputs, outputs, count));
    int array = Operands.leftArray(kind, 0, layer, geometry);
    int start = Operands.rightStart(kind, 0, layer, geometry, r) / Rows.VECTOR;
    int left0 =
        Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m, count - 1))
            / Rows.VECTOR;
    int left1 =
        Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 1, count - 1))
            / Rows.VECTOR;
    int left2 =
        Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 2, count - 1))
            / Rows.VECTOR;
    int left3 =
        Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 3, count - 1))
            / Rows.VECTOR;
    int right0 = start + Math.min(n, width - 1) * depth;
    int right1 = start + Math.min(n + 1, width - 1) * depth;
    int right2 = start + Math.min(n + 2, width - 1) * depth;
    int right3 = start + Math.min(n + 3, width - 1) * depth;
    Float16 c00 = Vectors.of(0);
    Float16 c01 = Vectors.of(0);
    Float16 c02 = Vectors.of(0);
    Float16 c03 = Vectors.of(0);
    Float16 c10 = Vectors.of(0);
    Float16 c11 = Vectors.of(0);
    Float16 c12 = Vectors.of(0);
    Float16 c13 = Vectors.of(0);
    Float16 c20 = Vectors.of(0);
    Float16 c21 = Vectors.of(0);
    Float16 c22 = Vectors.of(0);
    Float16 c23 = Vectors.of(0);
    Float16 c30 = Vectors.of(0);
    Float16 c31 = Vectors.of(0);
    Float16 c32 = Vectors.of(0);
    Float16 c33 = Vectors.of(0);
    for (int k = 0; k < depth; k++) {
      Float16 a0 = leftVector(array, x, a, d, left0 + k);
      Float16 a1 = leftVector(array, x, a, d, left1 + k);
      Float16 a2 = leftVector(array, x, a, d, left2 + k);
      Float16 a3 = leftVector(array, x, a, d, left3 + k);
      Float16 b0 = weights.get(right0 + k);
      Float16 b1 = weights.get(right1 + k);
      Float16 b2 = weights.get(right2 + k);
      Float16 b3 = weights.get(right3 + k);
      c00 = Float16.add(c00, Float16.mult(a0, b0));
      c01 = Float16.add(c01, Float16.mult(a0, b1));
      c02 = Float16.add(c02, Float16.mult(a0, b2));
      c03 = Float16.add(c03, Float16.mult(a0, b3));
      c10 = Float16.add(c10, Float16.mult(a1, b0));
      c11 = Float16.add(c11, Float16.mult(a1, b1));
      c12 = Float16.add(c12, Float16.mult(a1, b2));
      c13 = Float16.add(c13, Float16.mult(a1, b3));
      c20 = Float16.add(c20, Float16.mult(a2, b0));
      c21 = Float16.add(c21, Float16.mult(a2, b1));
      c22 = Float16.add(c22, Float16.mult(a2, b2));
      c23 = Float16.add(c23, Float16.mult(a2, b3));
      c30 = Float16.add(c30, Float16.mult(a3, b0));
      c31 = Float16.add(c31, Float16.mult(a3, b1));
      c32 = Float16.add(c32, Float16.mult(a3, b2));
      c33 = Float16.add(c33, Float16.mult(a3, b3));
    }
    int target = Results.start(kind, layer, geometry, r);
    store(kind, layer, geometry, a, d, target, width, count, m, n, Vectors.sum(c00));
    store(kind, layer, geometry, a, d, target, width, count, m, n + 1, Vectors.sum(c01));
    store(kind, layer, geometry, a, d, target, width, count, m, n + 2, Vectors.sum(c02));
    store(kind, layer, geometry, a, d, target, width, count, m, n + 3, Vectors.sum(c03));
    store(kind, layer, geometry, a, d, target, width, count, m + 1, n, Vectors.sum(c10));
    store(kind, layer, geometry, a, d, target, width, count, m + 1, n + 1, Vectors.sum(c11));
    store(kind, layer, geometry, a, d, target, width, count, m + 1, n + 2, Vectors.sum(c12));
    store(kind, layer, geometry, a, d, target, width, count, m + 1, n + 3, Vectors.sum(c13));
    store(kind, layer, geometry, a, d, target, width, count, m + 2, n, Vectors.sum(c20));
    store(kind, layer, geometry, a, d, target, width, count, m + 2, n + 1, Vectors.sum(c21));
    store(kind, layer, geometry, a, d, target, width, count, m + 2, n + 2, Vectors.sum(c22));
    store(kind, layer, geometry, a, d, target, width, count, m + 2, n + 3, Vectors.sum(c23));
    store(kind, layer, geometry, a, d, target, width, count, m + 3, n, Vectors.sum(c30));
    store(kind, layer, geometry, a, d, target, width, count, m + 3, n + 1, Vectors.sum(c31));
    store(kind, layer, geometry, a, d, target, width, count, m + 3, n + 2, Vectors.sum(c32));
    store(kind, layer, geometry, a, d, target, width, count, m + 3, n + 3, Vectors.sum(c33));
  }

  private static Float16 leftVector(int array, FloatArray x, FloatArray a, FloatArray d, int at) {
    Float16 value;
    if (array == Operands.D) {
      value = new VectorFloat16(d).get(at);
    } else if (array == Operands.X) {
      value = new VectorFloat16(x).get(at);
    } else {
      value = new VectorFloat16(a).get(at);
    }
    return value;
  }

  /** A value of the result, or a zero behind its row. */
  private static void store(
      int kind,
      int layer,
      IntArray geometry,
      FloatArray a,
      FloatArray d,
      int target,
      int width,
      int count,
      int row,
      int column,
      float sum) {
    int stride = Rows.stride(width);
    if (row < count && column < stride) {
      float value = column < width ? sum : 0;
      if (kind == Phase.FORWARD && layer < geometry.get(Geometry.LAYERS) - 1) {
        a.set(target + row * stride + column, value);
      } else {
        d.set(target + row * stride + column, value);
      }
    }
  }
}
