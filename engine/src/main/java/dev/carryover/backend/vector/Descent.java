package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import dev.carryover.program.Optimizer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A step down the gradient, some tiles of a layer's outputs at a time. */
final class Descent {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Update update;
  private final MemorySegment gradient;
  private float rate;
  private float correction;

  Descent(Optimizer optimizer, List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    update = new Update(optimizer);
    gradient = Tile.floats(arena, Tile.VALUES);
  }

  /**
   * Sets what a whole step has in common.
   *
   * @param number the step's, 1 the first
   */
  void prepare(Replica replica, long number) {
    rate = update.rate(replica.learningRate(), number);
    correction = update.correction(number);
  }

  /**
   * dw[o][i] = Σ_b dz[o][b] · x[b][i] for the tiles from {@code from} to {@code to} of layer l's
   * slice, and the update of w from it.
   *
   * @param x by example
   * @param count how many examples there are
   */
  void update(int l, Replica replica, int slice, int from, int to, Panels x, int count) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    Panels dz = workspace.gradient(l);
    for (int i = 0; i < layer.terms(); i += PANEL) {
      for (int tile = from; tile < to; tile++) {
        Tile.rows(
            count,
            dz.values(),
            dz.index(tile * ROWS, 0),
            dz.panel(),
            x.values(),
            x.index(0, i),
            gradient,
            0);
        long index = w.index((tile - layer.firstTile(slice)) * ROWS, i);
        update.apply(gradient, w.values(), replica.slots(l), index, rate, correction);
      }
    }
  }
}
