package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A step down the gradient, some tiles of a layer's outputs at a time. */
final class UpdatePass {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Update update;
  private final WeightDecay decay;
  private final MemorySegment gradient;
  private final MemorySegment second;
  private final Panels byExample;
  private float rate;
  private float correction;

  UpdatePass(TrainingProgram program, List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    update = new Update(program.optimizer());
    decay = new WeightDecay(program.optimizer(), layers, arena);
    gradient = Tile.floats(arena, Tile.VALUES);
    second = Tile.floats(arena, Tile.VALUES);
    byExample =
        Panels.zeros(
            arena, workspace.batchSize(), layers.get(program.firstTrainedLayer()).outputs());
  }

  /** Sets what a replica's whole epoch has in common. */
  void begin(Replica replica) {
    decay.begin(replica, layers);
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
    Panels dz = workspace.gradient(l);
    for (int i = 0; i < layers.get(l).terms(); i += PANEL) {
      for (int tile = from; tile < to; tile++) {
        product(dz, tile, x, i, count, gradient);
        apply(l, replica, slice, tile, i);
      }
    }
  }

  /**
   * The same for a layer and another, d, that is tied to it: dw[o][i] = Σ_b dz[o][b] · x[b][i] +
   * Σ_b xd[o][b] · dzd[b][i], with xd what enters layer d and dzd its gradient by z.
   */
  void update(int l, int d, Replica replica, int slice, int from, int to, Panels x, int count) {
    Panels dz = workspace.gradient(l);
    for (int i = 0; i < layers.get(l).terms(); i += PANEL) {
      for (int tile = from; tile < to; tile++) {
        product(dz, tile, x, i, count, gradient);
        product(workspace.features(d), tile, workspace.gradientByExample(d), i, count, second);
        SliceSums.add(second, 0, gradient, 0, Tile.VALUES);
        apply(l, replica, slice, tile, i);
      }
    }
  }

  /**
   * The first update for a slice of a layer whose weights lie by input.
   *
   * @param examples of every four features those where one is not 0
   */
  void update(int l, Replica replica, int slice, Terms examples, int count) {
    Layer layer = layers.get(l);
    int first = slice * PANEL;
    workspace
        .gradient(l)
        .transpose(first, Math.min(first + PANEL, layer.outputs()), count, byExample);
    Panels w = replica.weights(l).slice(slice);
    long dz = byExample.index(0, first);
    for (int i = 0; i < layer.terms(); i += ROWS) {
      for (int row = 0; row < ROWS; row += ListedRows.ROWS) {
        int list = (i + row) / ListedRows.ROWS;
        examples.sum(list, byExample.values(), dz, gradient, (long) row * PANEL);
      }
      int weights = Math.min(layer.inputs() - i, ROWS);
      apply(l, replica, 0, weights, w.values(), w.index(i, 0));
    }
  }

  private static void product(
      Panels left, int tile, Panels right, int i, int count, MemorySegment to) {
    Tile.rows(
        count,
        left.values(),
        left.index(tile * ROWS, 0),
        left.panel(),
        right.values(),
        right.index(0, i),
        to,
        0);
  }

  private void apply(int l, Replica replica, int slice, int tile, int i) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    long index = w.index((tile - layer.firstTile(slice)) * ROWS, i);
    apply(l, replica, i, layer.rowsIn(tile), w.values(), index);
  }

  private void apply(int l, Replica replica, int column, int rows, MemorySegment w, long index) {
    decay.apply(l, column, rows, gradient, w, index);
    update.apply(gradient, w, replica.slots(l), index, rate, correction);
  }
}
