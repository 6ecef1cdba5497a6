package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;
import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/**
 * Training as a nest of loops, of which a launch runs all or a part:
 *
 * <pre>
 * each replica                     a work-group or several
 *   each step of the epoch
 *     each phase of the step       corrupt, forward, softmax, backward, update
 *       each tile of the phase     32 by 32 values
 * </pre>
 *
 * <p>As an epoch kernel, one work-group runs all of it for its replica. As part of a step graph, a
 * launch runs one phase of one step, and each work-group one tile.
 *
 * <p>One method holds all that touches local memory: TornadoVM 5.2 compiles a local array that is
 * handed to another method into wrong addresses.
 */
final class TrainingKernel {
  private TrainingKernel() {}

  /**
   * Runs an epoch, or one phase of one step, with {@link Tile#THREADS} threads a work-group, and as
   * many work-groups as there are replicas, or tiles of all replicas.
   *
   * @param kind the phase's kind, or {@link Phase#EPOCH}
   * @param layer the phase's layer
   * @param geometry see {@link Geometry}
   * @param progress see {@link Progress}
   * @param order {@code [R][positions]}, indices of examples
   * @param labels {@code [n]}
   * @param coefficients see {@link Coefficients}
   * @param w parameters, {@code [R][P]}
   * @param slots the optimizer's, {@code [slots][R][P]}
   * @param x examples, {@code [n][I]}
   * @param a activations of all layers, {@code [R][B][O]} each
   * @param d gradients by z of all layers, {@code [R][B][O]} each
   * @param losses sums over the epoch, {@code [R][cells]}
   */
  static void train(
      KernelContext c,
      int kind,
      int layer,
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
    float[] left = c.allocateFloatLocalArray(Tile.CELLS);
    float[] right = c.allocateFloatLocalArray(Tile.CELLS);
    int[] rows = c.allocateIntLocalArray(Tile.SIZE);
    // Read once: TornadoVM cannot compile a second reading of a context's field.
    int t = c.localIdx;
    int group = c.groupIdx;
    int replicas = geometry.get(Geometry.REPLICAS);
    int batch = geometry.get(Geometry.BATCH);
    int layers = geometry.get(Geometry.LAYERS);
    int cells = geometry.get(Geometry.LOSS_CELLS);
    int r = group;
    int firstStep = 0;
    int firstPhase = 0;
    int endPhase = geometry.get(Geometry.PHASES);
    int firstTile = 0;
    if (kind != Phase.EPOCH) {
      int phase = Phase.number(kind, layer, geometry);
      int tiles = Phase.tiles(kind, layer, geometry);
      r = group / tiles;
      firstTile = group % tiles;
      firstStep = Progress.step(kind, layer, geometry, progress, r);
      firstPhase = phase;
      endPhase = phase + 1;
    }

    int endStep = firstStep + 1;
    if (kind == Phase.EPOCH) {
      endStep = (Progress.longest(progress, replicas) + batch - 1) / batch;
    }
    for (int step = firstStep; step < endStep; step++) {
      int count = Progress.examples(geometry, progress, r, step);
      for (int p = firstPhase; p < endPhase; p++) {
        int does = kind;
        int of = layer;
        int endTile = firstTile + 1;
        if (kind == Phase.EPOCH) {
          does = geometry.get(Geometry.phase(layers, p));
          of = geometry.get(Geometry.phase(layers, p) + 1);
          endTile = Phase.tiles(does, of, geometry);
        }
        for (int tile = firstTile; tile < endTile; tile++) {
          if (does == Phase.SOFTMAX) {
            for (int b = t; b < count; b += Tile.THREADS) {
              float loss = Softmax.example(geometry, order, labels, x, a, d, r, step, b);
              losses.set(r * cells + b, step == 0 ? loss : losses.get(r * cells + b) + loss);
            }
          } else if (does == Phase.CORRUPT) {
            Noise.corrupt(geometry, progress, order, x, a, r, step, count, tile, t, Tile.THREADS);
          } else {
            int l = Phase.layerOf(does, of, tile, geometry);
            int among = Phase.tileOfLayer(does, l, tile, geometry);
            int outputs = geometry.get(Geometry.layer(l) + Geometry.OUTPUTS);
            int inputs = Product.inputs(does, l, geometry);
            int turned = Product.turned(does, l, geometry);
            int height = Product.height(does, inputs, count);
            int width = Product.width(does, inputs, outputs);
            int depth = Product.depth(does, inputs, outputs, count);
            int columns = Product.columns(does, inputs, outputs);
            int uses = Product.uses(does, l, geometry);
            int span = Tile.count(depth) * Tile.SIZE;
            int across = turned == 1 ? depth : width;
            int stride = Rows.stride(across);
            int m0 = Tile.firstRow(among, width);
            int n0 = Tile.firstColumn(among, width);
            int m = t / Tile.SIDE * Tile.BLOCK;
            int n = t % Tile.SIDE * Tile.BLOCK;
            float c00 = 0;
            float c01 = 0;
            float c02 = 0;
            float c03 = 0;
            float c10 = 0;
            float c11 = 0;
            float c12 = 0;
            float c13 = 0;
            float c20 = 0;
            float c21 = 0;
            float c22 = 0;
            float c23 = 0;
            float c30 = 0;
            float c31 = 0;
            float c32 = 0;
            float c33 = 0;
            for (int stage = 0; stage < uses * span; stage += Tile.SIZE) {
              int use = stage / span;
              int k0 = stage - use * span;
              int start = Operands.rightStart(does, use, l, geometry, r);
              int array = Operands.leftArray(does, use, l, geometry);
              int ones = does == Phase.UPDATE && use == 0 ? 1 : 0;
              c.localBarrier();
              if (t < Tile.SIZE) {
                int b = t + (does == Phase.UPDATE ? k0 : m0);
                rows[t] =
                    b < count ? Operands.leftRow(does, use, l, geometry, order, r, step, b) : -1;
              }
              c.localBarrier();
              for (int e = t; e < Tile.SIZE * Tile.SIZE; e += Tile.THREADS) {
                int outer = e / Tile.SIZE;
                int inner = e % Tile.SIZE;
                int column = inner + (does == Phase.UPDATE ? m0 : k0);
                left[Tile.place(outer, inner, does != Phase.UPDATE)] =
                    Operands.left(array, ones, x, a, d, rows[outer], column, columns);
                int row = outer + (turned == 1 ? n0 : k0);
                column = inner + (turned == 1 ? k0 : n0);
                float value = 0;
                if (row < (turned == 1 ? width : depth) && column < across) {
                  value = Operands.right(does, use, w, a, d, start + row * stride + column);
                }
                right[Tile.place(outer, inner, turned == 1)] = value;
              }
              c.localBarrier();
              for (int k = 0; k < Tile.SIZE; k++) {
                int i = k * Tile.STRIDE + m;
                int j = k * Tile.STRIDE + n;
                float a0 = left[i];
                float a1 = left[i + 1];
                float a2 = left[i + 2];
                float a3 = left[i + 3];
                float b0 = right[j];
                float b1 = right[j + 1];
                float b2 = right[j + 2];
                float b3 = right[j + 3];
                c00 += a0 * b0;
                c01 += a0 * b1;
                c02 += a0 * b2;
                c03 += a0 * b3;
                c10 += a1 * b0;
                c11 += a1 * b1;
                c12 += a1 * b2;
                c13 += a1 * b3;
                c20 += a2 * b0;
                c21 += a2 * b1;
                c22 += a2 * b2;
                c23 += a2 * b3;
                c30 += a3 * b0;
                c31 += a3 * b1;
                c32 += a3 * b2;
                c33 += a3 * b3;
              }
            }
            c.localBarrier();
            int i0 = m * Tile.STRIDE + n;
            int i1 = i0 + Tile.STRIDE;
            int i2 = i1 + Tile.STRIDE;
            int i3 = i2 + Tile.STRIDE;
            left[i0] = c00;
            left[i0 + 1] = c01;
            left[i0 + 2] = c02;
            left[i0 + 3] = c03;
            left[i1] = c10;
            left[i1 + 1] = c11;
            left[i1 + 2] = c12;
            left[i1 + 3] = c13;
            left[i2] = c20;
            left[i2 + 1] = c21;
            left[i2 + 2] = c22;
            left[i2 + 3] = c23;
            left[i3] = c30;
            left[i3 + 1] = c31;
            left[i3 + 2] = c32;
            left[i3 + 3] = c33;
            c.localBarrier();
            int target = Results.start(does, l, geometry, r);
            int besides = Results.besides(does, l, geometry, r);
            int f =
                geometry.get(
                    Geometry.layer(does == Phase.BACKWARD ? l - 1 : l) + Geometry.ACTIVATION);
            float loss = 0;
            for (int e = t; e < Tile.SIZE * Tile.SIZE; e += Tile.THREADS) {
              int row = m0 + e / Tile.SIZE;
              int column = n0 + e % Tile.SIZE;
              if (row < height && column < width) {
                float sum = left[Tile.place(e / Tile.SIZE, e % Tile.SIZE, false)];
                loss +=
                    Epilogue.finish(
                        does,
                        l,
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
            if (does == Phase.FORWARD && l == layers - 1 && f != Activations.SOFTMAX) {
              int cell = r * cells + tile * Tile.THREADS + t;
              losses.set(cell, step == 0 ? loss : losses.get(cell) + loss);
            }
          }
        }
        c.globalBarrier();
        if (t == 0) {
          Progress.finish(does, of, geometry, progress, r, firstTile, step);
        }
      }
    }
  }
}
