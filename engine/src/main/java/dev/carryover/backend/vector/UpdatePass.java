package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;

/** A step down the gradient, some tiles of a layer's outputs at a time. */
final class UpdatePass {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Update update;
  private final WeightDecay decay;
  private final MemorySegment gradient;
  private final MemorySegment second;

  /** The gradient of each tile of a group. */
  private final List<MemorySegment> gradients;

  private final Panels byExample;
  private float rate;
  private float correction;

  UpdatePass(TrainingProgram program, List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    update = new Update(program.optimizer());
    decay = new WeightDecay(program.optimizer(), layers, arena);
    gradient = Tile.floats(arena, (long) Forward.GROUP * Tile.VALUES);
    second = Tile.floats(arena, (long) Forward.GROUP * Tile.VALUES);
    gradients =
        IntStream.range(0, Forward.GROUP)
            .mapToObj(tile -> gradient.asSlice(tile * Tile.BYTES, Tile.BYTES))
            .toList();
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
   * slice, at most {@link Forward#GROUP}, and the update of w from it.
   *
   * @param x by example
   * @param count how many examples there are
   */
  void update(int l, Replica replica, int slice, int from, int to, Panels x, int count) {
    Panels dz = workspace.gradient(l);
    for (int i = 0; i < layers.get(l).terms(); i += PANEL) {
      product(dz, from, to, x, i, count, gradient);
      apply(l, replica, slice, from, to, i);
    }
  }

  /**
   * The same for a layer and another, d, that is tied to it: dw[o][i] = Σ_b dz[o][b] · x[b][i] +
   * Σ_b xd[o][b] · dzd[b][i], with xd what enters layer d and dzd its gradient by z.
   */
  void update(int l, int d, Replica replica, int slice, int from, int to, Panels x, int count) {
    Panels dz = workspace.gradient(l);
    for (int i = 0; i < layers.get(l).terms(); i += PANEL) {
      product(dz, from, to, x, i, count, gradient);
      product(workspace.features(d), from, to, workspace.gradientByExample(d), i, count, second);
      for (int tile = from; tile < to; tile++) {
        long tiles = (long) (tile - from) * Tile.VALUES;
        SliceSums.add(second, tiles, gradient, tiles, Tile.VALUES);
      }
      apply(l, replica, slice, from, to, i);
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
        .transpose(new Span(first, Math.min(first + PANEL, layer.outputs())), count, byExample);
    Panels w = replica.weights(l).slice(slice);
    long dz = byExample.index(0, first);
    for (int i = 0; i < layer.terms(); i += ROWS) {
      for (int row = 0; row < ROWS; row += ListedRows.ROWS) {
        int list = (i + row) / ListedRows.ROWS;
        examples.sum(list, byExample.values(), dz, gradient, (long) row * PANEL);
      }
      int weights = Math.min(layer.inputs() - i, ROWS);
      apply(l, replica, 0, weights, gradient, w.values(), w.index(i, 0));
    }
  }

  private static void product(
      Panels left, int from, int to, Panels right, int i, int count, MemorySegment result) {
    Tile.rows(
        (to - from) * ROWS,
        PANEL,
        count,
        left.values(),
        left.index(from * ROWS, 0),
        left.panel(),
        right.values(),
        right.index(0, i),
        result,
        0);
  }

  private void apply(int l, Replica replica, int slice, int from, int to, int i) {
    Layer layer = layers.get(l);
    Panels w = replica.weights(l).slice(slice);
    for (int tile = from; tile < to; tile++) {
      long index = w.index((tile - layer.firstTile(slice)) * ROWS, i);
      apply(l, replica, i, layer.rowsIn(tile), gradients.get(tile - from), w.values(), index);
    }
  }

  private void apply(
      int l, Replica replica, int column, int rows, MemorySegment g, MemorySegment w, long index) {
    decay.apply(l, column, rows, g, w, index);
    update.apply(g, w, replica.slots(l), index, rate, correction);
  }
}
