package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * One thread's part in one replica's training: of every product its share of the tiles. All threads
 * of a team call {@link #epoch} with the same arguments and meet between the phases of each step.
 */
final class Trainer {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Share share;
  private final Forward forward;
  private final OutputLayer output;
  private final Update update;
  private final MemorySegment gradient;
  private final int[] indices;
  private final boolean[] trains;
  private final int first;
  private final int last;

  Trainer(
      TrainingProgram program, List<Layer> layers, Workspace workspace, Share share, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    this.share = share;
    forward = new Forward(layers, workspace, share, arena);
    output = new OutputLayer(program.loss(), layers, workspace, forward, share, arena);
    update = new Update(program.optimizer());
    int widest = layers.stream().mapToInt(Layer::stride).max().orElseThrow();
    gradient = Tile.floats(arena, (long) ROWS * widest);
    indices = new int[workspace.batchSize()];
    trains = new boolean[layers.size()];
    for (int l = 0; l < trains.length; l++) {
      trains[l] = program.trains(l);
    }
    first = program.firstTrainedLayer();
    last = layers.size() - 1;
  }

  /** Whether this is the thread of rank 0. */
  boolean leads() {
    return share.rank() == 0;
  }

  /**
   * Trains a replica for one epoch and returns the sum of its examples' losses, to the team's
   * thread of rank 0; to the others 0.
   *
   * @param stepsBefore how many steps were made before this epoch
   */
  double epoch(Replica replica, Bound bound, BatchOrder order, long stepsBefore) {
    // The workspace is the first thread's own: it may still be at work there, alone.
    share.meet();
    double loss = 0;
    long step = stepsBefore;
    for (int from = 0; from < order.length(); from += workspace.batchSize()) {
      int count = Math.min(workspace.batchSize(), order.length() - from);
      for (int b = 0; b < count; b++) {
        indices[b] = order.index(replica.number(), from + b);
      }
      step++;
      loss += step(replica, bound, count, step);
    }
    return loss;
  }

  private double step(Replica replica, Bound bound, int count, long step) {
    Rows inputs = bound.inputs(replica.number());
    Batch.toFeatures(inputs, indices, count, workspace.features(first), share);
    Batch.toExamples(inputs, indices, count, workspace, workspace.examples(first), share);
    Features targets = bound.targets(indices, count, workspace, share);
    share.meet();
    for (int l = first; l < last; l++) {
      forward.layer(l, replica, count);
      if (trains[l + 1]) {
        forward.byExample(l + 1, count);
      }
      share.meet();
    }
    output.gradient(replica, targets, count);
    double loss = leads() ? output.loss(count) : 0;
    for (int l = last; l > first; l--) {
      backward(l, replica, count);
      share.meet();
      if (trains[l]) {
        update(l, replica, count, step);
      }
    }
    update(first, replica, count, step);
    share.meet();
    return loss;
  }

  /** The gradient by the z of the layer below layer l, for this thread's share of its outputs. */
  private void backward(int l, Replica replica, int count) {
    Layer layer = layers.get(l);
    Layer below = layers.get(l - 1);
    Features activations = workspace.features(l);
    MemorySegment dz = workspace.gradient(l - 1);
    int lanes = workspace.lanes();
    for (int tile = share.from(below.outputTiles()); tile < share.to(below.outputTiles()); tile++) {
      for (int panel = 0; panel < Tile.panels(count); panel++) {
        long index = (long) tile * ROWS * lanes + (long) panel * PANEL;
        Tile.columns(
            layer.outputs(),
            replica.weights(l),
            (long) tile * ROWS,
            layer.stride(),
            workspace.gradient(l),
            (long) panel * PANEL,
            lanes,
            dz,
            index,
            lanes);
        for (int i = 0; i < below.rowsIn(tile); i++) {
          long a = activations.index(panel, tile * ROWS + i);
          Activations.backward(
              below.activation(), activations.values(), a, dz, index + (long) i * lanes, PANEL);
        }
      }
    }
  }

  /** Gradient and update of this thread's share of a layer's weights, eight outputs at a time. */
  private void update(int l, Replica replica, int count, long step) {
    Layer layer = layers.get(l);
    float rate = update.rate(replica.learningRate(), step);
    float correction = update.correction(step);
    for (int tile = share.from(layer.outputTiles()); tile < share.to(layer.outputTiles()); tile++) {
      for (int column = 0; column < layer.stride(); column += PANEL) {
        Tile.rows(
            count,
            workspace.gradient(l),
            (long) tile * ROWS * workspace.lanes(),
            workspace.lanes(),
            workspace.examples(l),
            workspace.exampleIndex(0, column),
            gradient,
            column,
            layer.stride());
      }
      update.apply(
          gradient,
          replica.weights(l),
          replica.slots(l),
          (long) tile * ROWS * layer.stride(),
          layer.rowsIn(tile) * layer.stride(),
          rate,
          correction);
    }
  }
}
