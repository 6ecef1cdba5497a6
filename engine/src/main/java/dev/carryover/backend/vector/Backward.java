package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.VALUES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The gradient by what enters a layer, da = w·dz, and from it the gradient by the z below. In sums
 * over a layer's outputs each slice has one of its own: see {@link SliceSums}.
 */
final class Backward {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final SliceSums sums;
  private final MemorySegment tile;

  /**
   * @param alone whether one thread makes all slices
   */
  Backward(List<Layer> layers, Workspace workspace, boolean alone, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    sums = new SliceSums(alone);
    tile = Tile.floats(arena, VALUES);
  }

  /** da[i][b] = Σ_o w[o][i] · dz[o][b] over the outputs o of one slice of layer l. */
  void slice(int l, Replica replica, int slice, int count) {
    Weights weights = replica.weights(l);
    sums.slice(
        weights,
        slice,
        weights.outputsIn(slice),
        workspace.gradient(l),
        workspace.partials(l),
        count);
  }

  /** dz = f'(z) · Σ_slices da, for some slices of what layer l puts out. */
  void gradient(int l, Span slices, int count) {
    Layer layer = layers.get(l);
    Panels dz = workspace.gradient(l);
    int to = layer.firstTile(slices.to());
    for (int t = layer.firstTile(slices.from()); t < to; t++) {
      int values = layer.rowsIn(t) * PANEL;
      for (int lane = 0; lane < count; lane += PANEL) {
        long index = dz.index(t * ROWS, lane);
        sums.total(
            workspace.partials(l + 1),
            layers.get(l + 1).slices(),
            t * ROWS,
            lane,
            values,
            dz.values(),
            index);
        derive(l, t, lane, values);
      }
    }
  }

  /**
   * dz of layer l − 1 below a tied layer l, for the rows h of one slice of its owner: f'(z[h][b]) ·
   * Σ_i w[h][i] · dz[i][b].
   */
  void tied(int l, Replica replica, int slice, int count) {
    Layer layer = layers.get(l);
    Layer owner = layers.get(layer.owner());
    Panels w = replica.weights(l).slice(slice);
    Panels dz = workspace.gradient(l);
    Panels below = workspace.gradient(l - 1);
    int first = owner.firstTile(slice);
    for (int t = first; t < owner.firstTile(slice + 1); t++) {
      int values = owner.rowsIn(t) * PANEL;
      for (int lane = 0; lane < count; lane += PANEL) {
        Tile.rows(
            ROWS,
            count - lane,
            layer.outputs(),
            w.values(),
            w.index((t - first) * ROWS, 0),
            w.panel(),
            dz.values(),
            dz.index(0, lane),
            tile,
            0);
        // Not the row behind the outputs: its gradient is 0.
        MemorySegment.copy(tile, 0, below.values(), 4 * below.index(t * ROWS, lane), 4L * values);
        derive(l - 1, t, lane, values);
      }
    }
  }

  /** From the gradient by a to that by z, in place. */
  private void derive(int l, int t, int lane, int values) {
    Panels a = workspace.features(l + 1);
    Panels dz = workspace.gradient(l);
    Activations.backward(
        layers.get(l).activation(),
        a.values(),
        a.index(t * ROWS, lane),
        dz.values(),
        dz.index(t * ROWS, lane),
        values);
  }
}
