package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step down the gradient, some tiles of a layer's outputs at a time. */
final class UpdatePass {
  private static final int BLOCK_VALUES = Blocks.FEATURES * PANEL;

  private final List<Layer> layers;
  private final Workspace workspace;
  private final Update update;
  private final WeightDecay decay;
  private final MemorySegment gradient;
  private final MemorySegment second;

  private final Panels byExample;
  private final Pending pending;
  private final @Nullable ListedMomentum momentum;

  /** Which blocks have a gradient. */
  private final int[] blocks;

  private float rate;
  private float correction;

  UpdatePass(TrainingProgram program, List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    update = new Update(program.optimizer());
    decay = new WeightDecay(program.optimizer(), layers, arena);
    gradient = Tile.floats(arena, (long) Forward.GROUP * Tile.VALUES);
    second = Tile.floats(arena, (long) Forward.GROUP * Tile.VALUES);
    Layer first = layers.get(program.firstTrainedLayer());
    byExample = Panels.zeros(arena, workspace.batchSize(), first.outputs());
    pending = new Pending(first.byInput() ? first.terms() : 0);
    momentum =
        program.optimizer() instanceof Optimizer.Momentum optimizer
            ? new ListedMomentum(optimizer)
            : null;
    blocks = new int[Math.ceilDiv(first.terms(), Blocks.FEATURES)];
  }

  /** Sets what a replica's whole epoch has in common. */
  void begin(Replica replica) {
    decay.begin(replica, layers);
    pending.begin(update.mayIdle() && !decay.isActive());
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

  /** Which of the first layer's weights a turn passes, where they lie by input. */
  Pending pending() {
    return pending;
  }

  /**
   * The update of a slice of a layer whose weights lie by input, of those that {@link #pending}
   * says.
   *
   * @param examples of every block of features those where one is not 0
   * @param x by example
   */
  void update(int l, Replica replica, int slice, ExampleTerms examples, Panels x, int count) {
    int output = slice * PANEL;
    int width = Math.min(layers.get(l).outputs() - output, PANEL);
    workspace.gradient(l).transpose(new Span(output, output + width), count, byExample);
    Panels w = replica.weights(l).slice(slice);
    int found = 0;
    for (int block = 0; block < blocks.length; block++) {
      int waiting = pending.waiting(block);
      if (waiting > 0) {
        long index = w.index(block * Blocks.FEATURES, 0);
        update.idle(waiting, BLOCK_VALUES, w.values(), replica.slots(l), index, rate);
      }
      if (pending.hasGradient(block)) {
        blocks[found++] = block;
      }
    }
    if (momentum != null && !decay.isActive() && examples.isOnePiece()) {
      MemorySegment v = replica.slots(l)[0];
      examples.update(momentum, found, blocks, x, byExample, output, width, w, v, rate);
    } else {
      for (int n = 0; n < found; n++) {
        updateBlock(l, replica, slice, examples, x, blocks[n]);
      }
    }
  }

  private void updateBlock(
      int l, Replica replica, int slice, ExampleTerms examples, Panels x, int block) {
    Panels w = replica.weights(l).slice(slice);
    int feature = block * Blocks.FEATURES;
    int weights = Math.min(layers.get(l).inputs() - feature, Blocks.FEATURES);
    examples.sum(block, x, byExample, slice * PANEL, gradient);
    apply(l, replica, 0, weights, BLOCK_VALUES, w.values(), w.index(feature, 0));
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
    long index = w.index((from - layer.firstTile(slice)) * ROWS, i);
    int rows = Math.clamp(layer.outputs() - from * ROWS, 0, (to - from) * ROWS);
    apply(l, replica, i, rows, (to - from) * Tile.VALUES, w.values(), index);
  }

  private void apply(
      int l, Replica replica, int column, int rows, int values, MemorySegment w, long index) {
    decay.apply(l, column, rows, gradient, w, index);
    update.apply(values, gradient, w, replica.slots(l), index, rate, correction);
  }
}
