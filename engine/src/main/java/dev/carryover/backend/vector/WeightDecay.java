package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;

import dev.carryover.program.Optimizer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * What a replica's weight decay λ does to some rows of a panel before their update: g + λ w in g's
 * place for SGD and momentum, (1 − η λ) w in w's place for Adam. Biases are left alone.
 */
final class WeightDecay {
  private final boolean decoupled;

  /** For each layer, for each of its columns in panels: λ or 1 − η λ, of biases 0 or 1. */
  private final List<MemorySegment> factors;

  private boolean active;

  WeightDecay(Optimizer optimizer, List<Layer> layers, Arena arena) {
    decoupled = optimizer instanceof Optimizer.Adam;
    factors = layers.stream().map(layer -> Tile.floats(arena, Tile.padded(layer.terms()))).toList();
  }

  /** Whether λ is more than 0. */
  boolean isActive() {
    return active;
  }

  /** Sets λ and η for what follows. */
  void begin(Replica replica, List<Layer> layers) {
    double decay = replica.weightDecay();
    active = decay > 0;
    if (!active) {
      return;
    }
    float factor = (float) (decoupled ? 1 - replica.learningRate() * decay : decay);
    for (int l = 0; l < layers.size(); l++) {
      Layer layer = layers.get(l);
      // By input a column is an output, and biases are a row.
      int inputs = layer.byInput() ? Integer.MAX_VALUE : layer.inputs();
      for (int i = 0; i < Tile.padded(layers.get(l).terms()); i++) {
        factors.get(l).setAtIndex(FLOAT, i, i < inputs ? factor : decoupled ? 1 : 0);
      }
    }
  }

  /**
   * Decays rows of a panel of layer l's weights, or adds to their gradient.
   *
   * @param column the panel's first column
   * @param rows how many of them are weights
   * @param g their gradient, from 0
   * @param w from {@code index}
   */
  void apply(int l, int column, int rows, MemorySegment g, MemorySegment w, long index) {
    if (!active) {
      return;
    }
    MemorySegment panel = factors.get(l).asSlice(4L * column, ROW_BYTES);
    MemorySegment weights = w.asSlice(4 * index, 4L * Update.MOST);
    if (decoupled) {
      shrink(panel, rows, weights);
    } else {
      regularize(panel, rows, g.asSlice(0, 4L * Update.MOST), weights);
    }
  }

  private static void shrink(MemorySegment factor, int rows, MemorySegment w) {
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector keep = FloatVector.fromMemorySegment(SPECIES, factor, 4L * v, ORDER);
      for (int o = 0; o < rows; o++) {
        long at = o * ROW_BYTES + 4L * v;
        FloatVector.fromMemorySegment(SPECIES, w, at, ORDER)
            .mul(keep)
            .intoMemorySegment(w, at, ORDER);
      }
    }
  }

  private static void regularize(MemorySegment factor, int rows, MemorySegment g, MemorySegment w) {
    for (int v = 0; v < PANEL; v += LANES) {
      FloatVector decay = FloatVector.fromMemorySegment(SPECIES, factor, 4L * v, ORDER);
      for (int o = 0; o < rows; o++) {
        long at = o * ROW_BYTES + 4L * v;
        FloatVector.fromMemorySegment(SPECIES, w, at, ORDER)
            .fma(decay, FloatVector.fromMemorySegment(SPECIES, g, at, ORDER))
            .intoMemorySegment(g, at, ORDER);
      }
    }
  }
}
