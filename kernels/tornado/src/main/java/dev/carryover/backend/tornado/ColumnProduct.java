package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Products whose right matrix is read down its columns, a vector of them at a time: c[m] = Σ
 * left[m][k] right[k], eight rows at once. For {@link ThreadKernels}.
 */
final class ColumnProduct {
  /** Rows that share what stands right. */
  static final int ROWS = 8;

  private ColumnProduct() {}

  /**
   * Computes a block of a forward or backward product and stores it.
   *
   * @param m its first row
   * @param rows how many it has, {@link #ROWS} or fewer
   * @param v its vector's number in a row
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
      int rows,
      int v) {
    VectorFloat16 weights = new VectorFloat16(w);
    VectorFloat16 activations = new VectorFloat16(a);
    VectorFloat16 gradients = new VectorFloat16(d);
    int outputs = geometry.get(Geometry.layer(layer) + Geometry.OUTPUTS);
    int inputs = Product.inputs(kind, layer, geometry);
    int width = Rows.vectors(Product.width(kind, inputs, outputs));
    int depth = Product.depth(kind, inputs, outputs, count);
    int array = Operands.leftArray(kind, 0, layer, geometry);
    int right = Operands.rightStart(kind, 0, layer, geometry, r) / Rows.VECTOR + v;
    // Rows that the block has not repeat its last.
    int end = m + rows - 1;
    int row0 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, m);
    int row1 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 1, end));
    int row2 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 2, end));
    int row3 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 3, end));
    int row4 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 4, end));
    int row5 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 5, end));
    int row6 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 6, end));
    int row7 = Operands.leftRow(kind, 0, layer, geometry, order, r, step, Math.min(m + 7, end));
    Float16 c0 = Vectors.of(0);
    Float16 c1 = Vectors.of(0);
    Float16 c2 = Vectors.of(0);
    Float16 c3 = Vectors.of(0);
    Float16 c4 = Vectors.of(0);
    Float16 c5 = Vectors.of(0);
    Float16 c6 = Vectors.of(0);
    Float16 c7 = Vectors.of(0);
    for (int k = 0; k < depth; k++) {
      Float16 b = weights.get(right + k * width);
      c0 = Vectors.plusProduct(c0, b, Operands.left(array, x, a, d, row0 + k));
      c1 = Vectors.plusProduct(c1, b, Operands.left(array, x, a, d, row1 + k));
      c2 = Vectors.plusProduct(c2, b, Operands.left(array, x, a, d, row2 + k));
      c3 = Vectors.plusProduct(c3, b, Operands.left(array, x, a, d, row3 + k));
      c4 = Vectors.plusProduct(c4, b, Operands.left(array, x, a, d, row4 + k));
      c5 = Vectors.plusProduct(c5, b, Operands.left(array, x, a, d, row5 + k));
      c6 = Vectors.plusProduct(c6, b, Operands.left(array, x, a, d, row6 + k));
      c7 = Vectors.plusProduct(c7, b, Operands.left(array, x, a, d, row7 + k));
    }
    int target = Results.start(kind, layer, geometry, r) / Rows.VECTOR + m * width + v;
    boolean hidden = kind == Phase.FORWARD && layer < geometry.get(Geometry.LAYERS) - 1;
    for (int i = 0; i < rows; i++) {
      Float16 c = Vectors.choose(i, c0, c1, c2, c3, c4, c5, c6, c7);
      if (hidden) {
        activations.set(target + i * width, c);
      } else {
        gradients.set(target + i * width, c);
      }
    }
  }
}
