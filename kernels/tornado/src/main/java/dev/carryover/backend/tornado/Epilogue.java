package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** What becomes of a product's values, one at a time. */
final class Epilogue {
  private Epilogue() {}

  /**
   * Ends a value of a product and puts it where it goes, and returns what it adds to the loss.
   *
   * @param target where results start, as {@link Results#start} says
   * @param besides where what is needed besides starts, as {@link Results#besides} says
   * @param f the activation's code, of the layer below for the backward pass
   * @param inputs the rows that decay: a bias, behind them, does not
   * @param sum the product's value at a row and a column
   */
  static float finish(
      int kind,
      int layer,
      IntArray geometry,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      int r,
      int step,
      int count,
      int target,
      int besides,
      int f,
      int inputs,
      int width,
      int row,
      int column,
      float sum) {
    int at = row * Rows.stride(width) + column;
    float loss = 0;
    if (kind == Phase.UPDATE) {
      float decay = 0;
      if (row < inputs) {
        decay = coefficients.get(Coefficients.decay(geometry.get(Geometry.REPLICAS), r));
      }
      Optimizers.update(geometry, coefficients, w, slots, r, step, target + at, sum / count, decay);
    } else if (kind == Phase.BACKWARD) {
      d.set(target + at, sum * Activations.derivative(f, a.get(besides + at)));
    } else {
      float z = sum + w.get(besides + column);
      if (layer < geometry.get(Geometry.LAYERS) - 1) {
        a.set(target + at, Activations.apply(f, z));
      } else {
        float y = Results.target(geometry, order, labels, x, a, r, step, row, column);
        loss = Results.output(geometry, d, f, target + at, z, y);
      }
    }
    return loss;
  }

  /**
   * Ends a tile's values of a forward or backward product, which lie where they go, by one thread.
   */
  static void tile(
      int kind,
      int layer,
      int tile,
      IntArray geometry,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses,
      int r,
      int step,
      int count) {
    int outputs = geometry.get(Geometry.layer(layer) + Geometry.OUTPUTS);
    int inputs = Product.inputs(kind, layer, geometry);
    int width = Product.width(kind, inputs, outputs);
    int m0 = Tile.firstRow(tile, width);
    int n0 = Tile.firstColumn(tile, width);
    int target = Results.start(kind, layer, geometry, r);
    int besides = Results.besides(kind, layer, geometry, r);
    boolean last = layer == geometry.get(Geometry.LAYERS) - 1;
    int f =
        geometry.get(
            Geometry.layer(kind == Phase.BACKWARD ? layer - 1 : layer) + Geometry.ACTIVATION);
    // As many sums of losses as a group of threads leaves.
    for (int t = 0; t < Tile.THREADS; t++) {
      float loss = 0;
      for (int e = t; e < Tile.SIZE * Tile.SIZE; e += Tile.THREADS) {
        int row = m0 + e / Tile.SIZE;
        int column = n0 + e % Tile.SIZE;
        if (row < count && column < width) {
          int at = target + row * Rows.stride(width) + column;
          float sum = kind == Phase.FORWARD && !last ? a.get(at) : d.get(at);
          loss +=
              finish(
                  kind,
                  layer,
                  geometry,
                  order,
                  labels,
                  coefficients,
                  w,
                  slots,
                  x,
                  a,
                  d,
                  r,
                  step,
                  count,
                  target,
                  besides,
                  f,
                  inputs,
                  width,
                  row,
                  column,
                  sum);
        }
      }
      if (kind == Phase.FORWARD && last && f != Activations.SOFTMAX) {
        int cell = r * geometry.get(Geometry.LOSS_CELLS) + tile * Tile.THREADS + t;
        losses.set(cell, step == 0 ? loss : losses.get(cell) + loss);
      }
    }
  }
}
