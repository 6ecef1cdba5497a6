package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** a = f(x·w + b), layer by layer, for up to as many examples as a workspace has lanes. */
final class Forward {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Share share;
  private final MemorySegment z;

  Forward(List<Layer> layers, Workspace workspace, Share share, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    this.share = share;
    z = Tile.floats(arena, (long) ROWS * PANEL);
  }

  /**
   * One layer's activations by feature, softmax left undone, for a batch of {@code count} examples.
   */
  void layer(int l, Replica replica, int count) {
    Layer layer = layers.get(l);
    Features to = workspace.features(l + 1);
    for (int tile = share.from(layer.outputTiles()); tile < share.to(layer.outputTiles()); tile++) {
      for (int panel = 0; panel < Tile.panels(count); panel++) {
        product(l, replica, tile, panel, z, 0, PANEL);
        Activations.apply(
            layer.activation(),
            z,
            0,
            to.values(),
            to.index(panel, tile * ROWS),
            layer.rowsIn(tile) * PANEL);
      }
    }
  }

  /** Softmax over the last layer's outputs, for this thread's share of the examples. */
  void softmax(int count) {
    Features outputs = workspace.features(layers.size());
    int vectors = Math.ceilDiv(count, LANES);
    for (int v = share.from(vectors); v < share.to(vectors); v++) {
      long index = outputs.index(v * LANES / PANEL, 0) + v * LANES % PANEL;
      Softmax.apply(outputs.values(), index, PANEL, layers.getLast().outputs(), z);
    }
  }

  /** z = x·w + b for one tile of a layer's outputs and one panel of examples. */
  void product(
      int l, Replica replica, int tile, int panel, MemorySegment to, long index, long stride) {
    Layer layer = layers.get(l);
    Features from = workspace.features(l);
    Tile.rows(
        layer.terms(),
        replica.weights(l),
        (long) tile * ROWS * layer.stride(),
        layer.stride(),
        from.values(),
        from.index(panel, 0),
        to,
        index,
        stride);
  }

  /** Lays this thread's share of what enters a layer out by example too. */
  void byExample(int l, int count) {
    Layer below = layers.get(l - 1);
    int tiles = below.outputTiles();
    int end = Math.min(share.to(tiles) * ROWS, below.outputs());
    for (int i = share.from(tiles) * ROWS; i < end; i++) {
      Batch.toExamples(workspace.features(l), i, count, workspace, workspace.examples(l));
    }
  }
}
