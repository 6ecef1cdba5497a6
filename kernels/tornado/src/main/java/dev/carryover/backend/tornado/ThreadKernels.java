package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * One phase of one step, a thread a tile, which shares nothing with others: for processors, whose
 * barriers cost, and whose caches and vectors serve a thread well. A kernel for each kind of work,
 * because TornadoVM compiles a kernel whole for every phase that uses it. All take what {@link
 * TrainingKernel#train} takes.
 */
final class ThreadKernels {
  private ThreadKernels() {}

  /** A forward or backward product whose weights are read down their columns. */
  static void columns(
      KernelContext c,
      int kind,
      int of,
      IntArray geometry,
      IntArray progress,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses) {
    int tiles = Phase.tiles(kind, of, geometry);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int group = c.groupIdx;
    int r = group / tiles;
    int tile = group % tiles;
    int step = Progress.step(kind, of, geometry, progress, r);
    int count = Progress.examples(geometry, progress, r, step);
    int outputs = geometry.get(Geometry.layer(of) + Geometry.OUTPUTS);
    int width = Product.width(kind, Product.inputs(kind, of, geometry), outputs);
    int m0 = Tile.firstRow(tile, width);
    int n0 = Tile.firstColumn(tile, width);
    int rows = Math.min(m0 + Tile.SIZE, count);
    int columns = Math.min(n0 + Tile.SIZE, Rows.stride(width));
    for (int n = n0; n < columns; n += Rows.VECTOR) {
      for (int m = m0; m < rows; m += ColumnProduct.ROWS) {
        ColumnProduct.block(
            kind,
            of,
            geometry,
            order,
            w,
            x,
            a,
            d,
            r,
            step,
            count,
            m,
            Math.min(ColumnProduct.ROWS, rows - m),
            n / Rows.VECTOR);
      }
    }
    Epilogue.tile(
        kind,
        of,
        tile,
        geometry,
        order,
        labels,
        coefficients,
        w,
        slots,
        x,
        a,
        d,
        losses,
        r,
        step,
        count);
    Progress.finish(kind, of, geometry, progress, r, tile, step);
  }

  /** A forward or backward product whose weights are read along their rows. */
  static void rows(
      KernelContext c,
      int kind,
      int of,
      IntArray geometry,
      IntArray progress,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses) {
    int tiles = Phase.tiles(kind, of, geometry);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int group = c.groupIdx;
    int r = group / tiles;
    int tile = group % tiles;
    int step = Progress.step(kind, of, geometry, progress, r);
    int count = Progress.examples(geometry, progress, r, step);
    int outputs = geometry.get(Geometry.layer(of) + Geometry.OUTPUTS);
    int width = Product.width(kind, Product.inputs(kind, of, geometry), outputs);
    int m0 = Tile.firstRow(tile, width);
    int n0 = Tile.firstColumn(tile, width);
    int rows = Math.min(m0 + Tile.SIZE, count);
    int columns = Math.min(n0 + Tile.SIZE, Rows.stride(width));
    for (int m = m0; m < rows; m += RowProduct.ROWS) {
      for (int n = n0; n < columns; n += RowProduct.ROWS) {
        RowProduct.block(kind, of, geometry, order, w, x, a, d, r, step, count, m, n);
      }
    }
    Epilogue.tile(
        kind,
        of,
        tile,
        geometry,
        order,
        labels,
        coefficients,
        w,
        slots,
        x,
        a,
        d,
        losses,
        r,
        step,
        count);
    Progress.finish(kind, of, geometry, progress, r, tile, step);
  }

  /** The gradient's product and the update, bias and all. */
  static void update(
      KernelContext c,
      int kind,
      int of,
      IntArray geometry,
      IntArray progress,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses) {
    int tiles = Phase.tiles(kind, of, geometry);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int group = c.groupIdx;
    int r = group / tiles;
    int tile = group % tiles;
    int step = Progress.step(kind, of, geometry, progress, r);
    int count = Progress.examples(geometry, progress, r, step);
    int layer = Phase.layerOf(kind, of, tile, geometry);
    int among = Phase.tileOfLayer(kind, layer, tile, geometry);
    int outputs = geometry.get(Geometry.layer(layer) + Geometry.OUTPUTS);
    int inputs = Product.inputs(kind, layer, geometry);
    int m0 = Tile.firstRow(among, outputs);
    int n0 = Tile.firstColumn(among, outputs);
    int columns = Math.min(n0 + Tile.SIZE, Rows.stride(outputs));
    // The bias is a last row.
    int rows = count > 0 ? Math.min(m0 + Tile.SIZE, inputs + 1) : m0;
    for (int n = n0; n < columns; n += Rows.VECTOR) {
      for (int m = m0; m < rows; m += UpdateProduct.ROWS) {
        UpdateProduct.block(
            layer,
            geometry,
            order,
            coefficients,
            w,
            slots,
            x,
            a,
            d,
            r,
            step,
            count,
            m,
            Math.min(UpdateProduct.ROWS, rows - m),
            n / Rows.VECTOR);
      }
    }
    Progress.finish(kind, of, geometry, progress, r, tile, step);
  }

  /** The last layer's softmax. */
  static void softmax(
      KernelContext c,
      int kind,
      int of,
      IntArray geometry,
      IntArray progress,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses) {
    int tiles = Phase.tiles(kind, of, geometry);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int group = c.groupIdx;
    int r = group / tiles;
    int tile = group % tiles;
    int step = Progress.step(kind, of, geometry, progress, r);
    int count = Progress.examples(geometry, progress, r, step);
    for (int b = 0; b < count; b++) {
      float loss = Softmax.example(geometry, order, labels, x, a, d, r, step, b);
      int cell = r * geometry.get(Geometry.LOSS_CELLS) + b;
      losses.set(cell, step == 0 ? loss : losses.get(cell) + loss);
    }
    Progress.finish(kind, of, geometry, progress, r, tile, step);
  }

  /** What enters the first layer that trains, with noise. */
  static void corrupt(
      KernelContext c,
      int kind,
      int of,
      IntArray geometry,
      IntArray progress,
      IntArray order,
      IntArray labels,
      FloatArray coefficients,
      FloatArray w,
      FloatArray slots,
      FloatArray x,
      FloatArray a,
      FloatArray d,
      FloatArray losses) {
    int tiles = Phase.tiles(kind, of, geometry);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int group = c.groupIdx;
    int r = group / tiles;
    int tile = group % tiles;
    int step = Progress.step(kind, of, geometry, progress, r);
    int count = Progress.examples(geometry, progress, r, step);
    Noise.corrupt(geometry, progress, order, x, a, r, step, count, tile, 0, 1);
    Progress.finish(kind, of, geometry, progress, r, tile, step);
  }
}
