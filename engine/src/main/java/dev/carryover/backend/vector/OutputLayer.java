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

/** The last layer in training: its product goes straight on to the loss and the gradient by z. */
final class OutputLayer {
  private final Loss loss;
  private final int number;
  private final Layer layer;
  private final Workspace workspace;
  private final Forward forward;
  private final Share share;
  private final MemorySegment z;
  private final MemorySegment a;
  private final MemorySegment tail;

  OutputLayer(
      Loss loss,
      List<Layer> layers,
      Workspace workspace,
      Forward forward,
      Share share,
      Arena arena) {
    this.loss = loss;
    this.workspace = workspace;
    this.forward = forward;
    this.share = share;
    number = layers.size() - 1;
    layer = layers.getLast();
    z = Tile.floats(arena, (long) ROWS * PANEL);
    a = Tile.floats(arena, (long) ROWS * PANEL);
    tail = Tile.floats(arena, (long) ROWS * PANEL);
  }

  /**
   * The gradient of the batch's mean loss by z, and every example's loss. Ends with the team's
   * meeting.
   *
   * @param y the targets by feature
   * @param count how many examples the batch has
   */
  void gradient(Replica replica, Features y, int count) {
    for (int tile = share.from(layer.outputTiles()); tile < share.to(layer.outputTiles()); tile++) {
      for (int panel = 0; panel < Tile.panels(count); panel++) {
        if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
          forward.product(
              number,
              replica,
              tile,
              panel,
              workspace.gradient(number),
              index(tile, panel),
              workspace.lanes());
        } else {
          forward.product(number, replica, tile, panel, z, 0, PANEL);
          tile(tile, panel, y, count);
        }
      }
    }
    share.meet();
    if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
      softmax(y, count);
      share.meet();
    }
  }

  /** The sum of the examples' losses, after {@link #gradient}. The order of the sum is fixed. */
  double loss(int count) {
    if (loss == Loss.SOFTMAX_CROSS_ENTROPY) {
      Softmax.losses(workspace.losses(), workspace.lanes(), count);
    }
    int parts = loss == Loss.SOFTMAX_CROSS_ENTROPY ? 1 : layer.outputTiles();
    MemorySegment losses = workspace.losses();
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

  private void tile(int tile, int panel, Features y, int count) {
    int rows = layer.rowsIn(tile);
    int lanes = workspace.lanes();
    long target = y.index(panel, tile * ROWS);
    long losses = (long) tile * lanes + (long) panel * PANEL;
    long index = index(tile, panel);
    MemorySegment dz = workspace.gradient(number);
    Activations.apply(layer.activation(), z, 0, a, 0, rows * PANEL);
    if (loss == Loss.BINARY_CROSS_ENTROPY) {
      Losses.binaryCrossEntropy(
          z,
          a,
          y.values(),
          target,
          rows,
          1f / count,
          dz,
          index,
          lanes,
          workspace.losses(),
          losses,
          tail);
      return;
    }
    Losses.squaredError(
        a, y.values(), target, rows, 2f / count, dz, index, lanes, workspace.losses(), losses);
    for (int o = 0; o < rows; o++) {
      Activations.backward(
          layer.activation(), a, (long) o * PANEL, dz, index + (long) o * lanes, PANEL);
    }
  }

  private void softmax(Features y, int count) {
    int vectors = Math.ceilDiv(count, LANES);
    for (int v = share.from(vectors); v < share.to(vectors); v++) {
      int lane = v * LANES;
      Softmax.gradient(
          workspace.gradient(number),
          lane,
          workspace.lanes(),
          layer.outputs(),
          y.values(),
          y.index(lane / PANEL, 0) + lane % PANEL,
          1f / count,
          workspace.losses(),
          lane,
          workspace.lanes());
    }
  }

  private long index(int tile, int panel) {
    return (long) tile * ROWS * workspace.lanes() + (long) panel * PANEL;
  }
}
