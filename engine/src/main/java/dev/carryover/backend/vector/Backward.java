package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.BYTES;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.SPECIES;
import static dev.carryover.backend.vector.Tile.VALUES;

import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * The gradient by what enters a layer, da = w·dz, and from it the gradient by the z below. Each
 * slice of the layer's outputs has a sum of its own; they are added in the order of the slices.
 */
final class Backward {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final boolean alone;

  /**
   * @param alone whether one thread makes all slices, and so can add each to those before at once
   */
  Backward(List<Layer> layers, Workspace workspace, boolean alone) {
    this.layers = layers;
    this.workspace = workspace;
    this.alone = alone;
  }

  /** da[i][b] = Σ_o w[o][i] · dz[o][b] over the outputs o of one slice of layer l. */
  void slice(int l, Replica replica, int slice, int count) {
    if (!alone || slice == 0) {
      slice(l, replica, slice, workspace.partial(l, slice), count);
      return;
    }
    Panels sum = workspace.partial(l, 0);
    Panels da = workspace.partial(l, 1);
    slice(l, replica, slice, da, count);
    for (int tile = 0; tile < Tile.tiles(layers.get(l).inputs()); tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        long index = sum.index(tile * ROWS, lane);
        add(da.values(), index, sum.values(), index, VALUES);
      }
    }
  }

  private void slice(int l, Replica replica, int slice, Panels da, int count) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    Panels dz = workspace.gradient(l);
    int first = layer.firstTile(slice) * ROWS;
    int outputs = Math.min(w.rows(), layer.outputs() - first);
    for (int i = 0; i < layer.inputs(); i += ROWS) {
      for (int lane = 0; lane < count; lane += PANEL) {
        Tile.columns(
            outputs,
            w.values(),
            w.index(0, i),
            dz.values(),
            dz.index(first, lane),
            da.values(),
            da.index(i, lane));
      }
    }
  }

  /** dz = f'(z) · Σ_slices da, for some slices of what layer l puts out. */
  void gradient(int l, Span slices, int count) {
    Layer layer = layers.get(l);
    int to = layer.firstTile(slices.to());
    for (int tile = layer.firstTile(slices.from()); tile < to; tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        gradient(l, tile, lane);
      }
    }
  }

  private void gradient(int l, int tile, int lane) {
    Layer layer = layers.get(l);
    Panels a = workspace.features(l + 1);
    Panels dz = workspace.gradient(l);
    int row = tile * ROWS;
    int values = layer.rowsIn(tile) * PANEL;
    long index = dz.index(row, lane);
    Panels first = workspace.partial(l + 1, 0);
    MemorySegment.copy(
        first.values(), 4 * first.index(row, lane), dz.values(), 4 * index, 4L * values);
    int sums = alone ? 1 : layers.get(l + 1).slices();
    for (int s = 1; s < sums; s++) {
      Panels da = workspace.partial(l + 1, s);
      add(da.values(), da.index(row, lane), dz.values(), index, values);
    }
    Activations.backward(
        layer.activation(), a.values(), a.index(row, lane), dz.values(), index, values);
  }

  private static void add(
      MemorySegment from, long index, MemorySegment to, long toIndex, int count) {
    MemorySegment term = from.asSlice(4 * index, BYTES);
    MemorySegment sum = to.asSlice(4 * toIndex, BYTES);
    int n = Math.min(count, VALUES);
    for (int j = 0; j < n; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, sum, 4L * j, ORDER)
          .add(FloatVector.fromMemorySegment(SPECIES, term, 4L * j, ORDER))
          .intoMemorySegment(sum, 4L * j, ORDER);
    }
  }
}
