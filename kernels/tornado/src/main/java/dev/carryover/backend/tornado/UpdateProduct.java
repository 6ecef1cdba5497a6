package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;
import uk.ac.manchester.tornado.api.types.collections.VectorFloat16;
import uk.ac.manchester.tornado.api.types.vectors.Float16;

/**
 * Gradients, a vector of outputs and eight inputs at a time: dw[i] = Σ x[b][i] dz[b], the bias's
 * input always 1, each used up by the optimizer at once. For {@link ThreadKernels}.
 */
final class UpdateProduct {
  /** Rows that share what stands right. */
  static final int ROWS = 8;

  private UpdateProduct() {}

  /**
   * Updates a block of a layer's parameters.
   *
   * @param m its first row
   * @param rows how many it has, {@link #ROWS} or fewer
   * @param v its vector's number in a row
   */
  static void block(
      int layer,
      IntArray geometry,
      IntArray order,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int r,
      int step,
      int count,
      int m,
      int rows,
      int v) {
    VectorFloat16 activations = new VectorFloat16(a);
    VectorFloat16 gradients = new VectorFloat16(d);
    int width = Rows.vectors(geometry.get(Geometry.layer(layer) + Geometry.OUTPUTS));
    int inputs = Product.inputs(Phase.UPDATE, layer, geometry);
    int uses = Product.uses(Phase.UPDATE, layer, geometry);
    Float16 c0 = Vectors.of(0);
    Float16 c1 = Vectors.of(0);
    Float16 c2 = Vectors.of(0);
    Float16 c3 = Vectors.of(0);
    Float16 c4 = Vectors.of(0);
    Float16 c5 = Vectors.of(0);
    Float16 c6 = Vectors.of(0);
    Float16 c7 = Vectors.of(0);
    for (int use = 0; use < uses; use++) {
      int array = Operands.leftArray(Phase.UPDATE, use, layer, geometry);
      int right = Operands.rightStart(Phase.UPDATE, use, layer, geometry, r) / Rows.VECTOR + v;
      int one = use == 0 ? 1 : 0;
      for (int k = 0; k < count; k++) {
        int row = Operands.leftRow(Phase.UPDATE, use, layer, geometry, order, r, step, k);
        Float16 b;
        if (use == 0) {
          b = gradients.get(right + k * width);
        } else {
          b = activations.get(right + k * width);
        }
        c0 = Vectors.plusProduct(c0, b, Operands.left(array, one, x, a, d, row, m, inputs));
        c1 = Vectors.plusProduct(c1, b, Operands.left(array, one, x, a, d, row, m + 1, inputs));
        c2 = Vectors.plusProduct(c2, b, Operands.left(array, one, x, a, d, row, m + 2, inputs));
        c3 = Vectors.plusProduct(c3, b, Operands.left(array, one, x, a, d, row, m + 3, inputs));
        c4 = Vectors.plusProduct(c4, b, Operands.left(array, one, x, a, d, row, m + 4, inputs));
        c5 = Vectors.plusProduct(c5, b, Operands.left(array, one, x, a, d, row, m + 5, inputs));
        c6 = Vectors.plusProduct(c6, b, Operands.left(array, one, x, a, d, row, m + 6, inputs));
        c7 = Vectors.plusProduct(c7, b, Operands.left(array, one, x, a, d, row, m + 7, inputs));
      }
    }
    int target = Results.start(Phase.UPDATE, layer, geometry, r) / Rows.VECTOR + m * width + v;
    for (int i = 0; i < rows; i++) {
      Float16 c = Vectors.choose(i, c0, c1, c2, c3, c4, c5, c6, c7);
      VectorOptimizers.update(
          geometry,
          coefficients,
          w,
          slots,
          r,
          step,
          target + i * width,
          count,
          c,
          m + i < inputs ? 1 : 0);
    }
  }
}
