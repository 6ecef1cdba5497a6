package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROWS;
import static dev.carryover.backend.vector.Tile.SPECIES;

import dev.carryover.program.Loss;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** The last layer in training: from its z to the loss and the gradient by z. */
final class OutputLayer {
  private final Loss loss;
  private final Layer layer;
  private final Workspace workspace;
  private final Panels dz;
  private final MemorySegment a;
  private final MemorySegment tail;

  OutputLayer(Loss loss, List<Layer> layers, Workspace workspace, Arena arena) {
    this.loss = loss;
    this.workspace = workspace;
    layer = layers.getLast();
    dz = workspace.gradient(layers.size() - 1);
    a = Tile.floats(arena, Tile.VALUES);
    tail = Tile.floats(arena, Tile.VALUES);
  }

  /** Whether an example's loss and gradient take all outputs at once, and not a tile of them. */
  boolean takesAllOutputs() {
    return loss == Loss.SOFTMAX_CROSS_ENTROPY;
  }

  /**
   * The gradient of the batch's mean loss by z, and every example's loss, for the tiles from {@code
   * from} to {@code to}; where {@link #takesAllOutputs}, z itself in the gradient's place.
   *
   * @param z of these tiles
   * @param y the targets by output
   * @param count how many examples the batch has
   */
  void gradient(int from, int to, Panels z, Panels y, int step, int count) {
    for (int tile = from; tile < to; tile++) {
      for (int lane = 0; lane < count; lane += PANEL) {
        long index = z.index((tile - from) * ROWS, lane);
        if (takesAllOutputs()) {
          long place = dz.index(tile * ROWS, lane);
          MemorySegment.copy(z.values(), 4 * index, dz.values(), 4 * place, Tile.BYTES);
        } else {
          gradient(tile, lane, z.values(), index, y, step, count);
        }
      }
    }
  }

  private void gradient(
      int tile, int lane, MemorySegment z, long zIndex, Panels y, int step, int count) {
    int rows = layer.rowsIn(tile);
    long target = y.index(tile * ROWS, lane);
    long index = dz.index(tile * ROWS, lane);
    long losses = (long) tile * workspace.lanes() + lane;
    if (loss == Loss.BINARY_CROSS_ENTROPY) {
      // Its activation is the sigmoid, and both are made of e^−|z|.
      Exponentials.decay(z, zIndex, tail, 0, rows * PANEL);
      Activations.sigmoid(z, zIndex, tail, 0, a, 0, rows * PANEL);
      Losses.binaryCrossEntropy(
          z,
          zIndex,
          a,
          y.values(),
          target,
          rows,
          1f / count,
          dz.values(),
          index,
          workspace.losses(step),
          losses,
          tail);
    } else {
      Activations.apply(layer.activation(), z, zIndex, a, 0, rows * PANEL);
      Losses.squaredError(
          a,
          y.values(),
          target,
          rows,
          2f / count,
          dz.values(),
          index,
          workspace.losses(step),
          losses);
      Activations.backward(layer.activation(), a, 0, dz.values(), index, rows * PANEL);
    }
  }

  /** Gradient and loss from every output's z, for a span of vectors of examples. */
  void softmax(Span vectors, Panels y, int step, int count) {
    for (int v = vectors.from(); v < vectors.to(); v++) {
      int lane = v * LANES;
      Softmax.gradient(
          dz.values(),
          dz.index(0, lane),
          layer.outputs(),
          y.values(),
          y.index(0, lane),
          1f / count,
          workspace.losses(step),
          lane,
          workspace.lanes());
    }
  }

  /** The sum of the examples' losses. The order of the sum is fixed. */
  double loss(int step, int count) {
    MemorySegment losses = workspace.losses(step);
    if (takesAllOutputs()) {
      Softmax.losses(losses, workspace.lanes(), count);
    }
    int parts = takesAllOutputs() ? 1 : layer.tiles();
    double sum = 0;
    for (int v = 0; v < count; v += LANES) {
      FloatVector total = FloatVector.fromMemorySegment(SPECIES, losses, 4L * v, ORDER);
      for (int part = 1; part < parts; part++) {
        total =
            total.add(
                FloatVector.fromMemorySegment(
                    SPECIES, losses, 4 * ((long) part * workspace.lanes() + v), ORDER));
      }
      total.intoMemorySegment(losses, 4L * v, ORDER);
    }
    for (int b = 0; b < count; b++) {
      sum += losses.getAtIndex(FLOAT, b);
    }
    return sum;
  }
}
