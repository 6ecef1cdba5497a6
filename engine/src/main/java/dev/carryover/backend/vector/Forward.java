package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * a = f(x·w + b), for up to as many examples as a workspace has lanes. A few tiles of outputs at a
 * time, so that their z stays in the fastest cache until it is used.
 */
final class Forward {
  /** How many tiles {@link #product} and {@link #total} make at most. */
  static final int GROUP = 8;

  private final List<Layer> layers;
  private final Workspace workspace;
  private final Panels z;
  private final Panels byExample;
  private final MemorySegment sums;
  private final SliceSums partials;

  /**
   * @param alone whether one thread makes all slices of a tied layer's owner
   */
  Forward(List<Layer> layers, Workspace workspace, boolean alone, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    partials = new SliceSums(alone);
    z = Panels.zeros(arena, GROUP * ROWS, workspace.lanes());
    byExample = Panels.zeros(arena, workspace.lanes(), PANEL);
    sums = Tile.floats(arena, LANES);
  }

  /**
   * A whole layer's activations by feature, softmax left undone.
   *
   * @param count how many examples there are
   */
  void layer(int l, Replica replica, int count) {
    Layer layer = layers.get(l);
    if (layer.tied()) {
      for (int s = 0; s < layers.get(layer.owner()).slices(); s++) {
        partial(l, replica, s, count);
      }
    }
    for (int s = 0; s < layer.slices(); s++) {
      for (int from = layer.firstTile(s); from < layer.firstTile(s + 1); from += GROUP) {
        int to = Math.min(from + GROUP, layer.firstTile(s + 1));
        if (layer.tied()) {
          total(l, from, to, count);
        } else {
          product(l, replica, s, from, to, workspace.features(l), count);
        }
        activate(l, from, to, count);
      }
    }
  }

  /** What one slice of its owner's rows gives to a tied layer's z: Σ_h w[h][i] · x[h][b]. */
  void partial(int l, Replica replica, int slice, int count) {
    Weights weights = replica.weights(l);
    partials.slice(
        weights, slice, weights.rowsIn(slice), workspace.features(l), workspace.partials(l), count);
  }

  /** {@link #z} of a tied layer for the tiles from {@code from} to {@code to}, of all slices. */
  void total(int l, int from, int to, int count) {
    Layer layer = layers.get(l);
    for (int tile = from; tile < to; tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        partials.total(
            workspace.partials(l),
            layers.get(layer.owner()).slices(),
            tile * ROWS,
            lane,
            layer.rowsIn(tile) * PANEL,
            z.values(),
            z.index((tile - from) * ROWS, lane));
      }
    }
  }

  /** {@link #z} = x·w + b for the tiles from {@code from} to {@code to} of a layer's slice. */
  void product(int l, Replica replica, int slice, int from, int to, Panels x, int count) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    int row = (from - layer.firstTile(slice)) * ROWS;
    int rows = (to - from) * ROWS;
    for (int lane = 0; lane < count; lane += PANEL) {
      long right = x.index(0, lane);
      long result = z.index(0, lane);
      if (layer.byInput()) {
        Tile.columns(
            rows,
            count - lane,
            layer.terms(),
            w.values(),
            w.index(0, row),
            x.values(),
            right,
            z.values(),
            result);
      } else {
        Tile.rows(
            rows,
            count - lane,
            layer.terms(),
            w.values(),
            w.index(row, 0),
            w.panel(),
            x.values(),
            right,
            z.values(),
            result);
      }
    }
  }

  /**
   * {@link #z} of one slice of a layer whose weights lie by input: what {@link #product} makes of
   * all terms.
   *
   * @param features of every four examples those that are not 0
   */
  void product(int l, Replica replica, int slice, FeatureTerms features, int count) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    int width = Math.min(layer.outputs() - slice * PANEL, PANEL);
    features.sum(w.values(), w.index(0, 0), width, byExample.values(), count);
    byExample.transpose(count, PANEL, z);
  }

  /** What {@link #product} or {@link #total} made last, its first tile's rows first. */
  Panels z() {
    return z;
  }

  /** a = f({@link #z}) for the tiles that were multiplied last, softmax left undone. */
  void activate(int l, int from, int to, int count) {
    Layer layer = layers.get(l);
    Panels a = workspace.features(l + 1);
    for (int tile = from; tile < to; tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        Activations.apply(
            layer.activation(),
            z.values(),
            z.index((tile - from) * ROWS, lane),
            a.values(),
            a.index(tile * ROWS, lane),
            layer.rowsIn(tile) * PANEL);
      }
    }
  }

  /** Softmax over the last layer's outputs. */
  void softmax(int count) {
    Panels outputs = workspace.features(layers.size());
    for (int lane = 0; lane < count; lane += LANES) {
      long index = outputs.index(0, lane);
      Softmax.apply(outputs.values(), index, layers.getLast().outputs(), sums);
    }
  }
}
