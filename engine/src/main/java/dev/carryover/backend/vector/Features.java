package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.PANEL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Activations by feature, examples side by side: {@code [panels][features + 1][PANEL]}, a panel
 * holding neighbouring examples of a batch. The last row of each panel is the constant 1 that the
 * next layer's bias multiplies.
 *
 * @param values the activations
 * @param terms features + 1
 */
record Features(MemorySegment values, int terms) {

  /** Zeros and ones for so many examples, a multiple of the panel. */
  static Features allocate(int lanes, int features, Arena arena) {
    int terms = features + 1;
    Features all = new Features(Tile.floats(arena, (long) lanes * terms), terms);
    for (int lane = 0; lane < lanes; lane++) {
      all.set(lane, features, 1);
    }
    return all;
  }

  /** Where a feature's row starts within a panel. */
  long index(int panel, int feature) {
    return ((long) panel * terms + feature) * PANEL;
  }

  /** One value of the example at a position of the batch. */
  float get(int lane, int feature) {
    return values.getAtIndex(FLOAT, index(lane / PANEL, feature) + lane % PANEL);
  }

  /** Sets one value of the example at a position of the batch. */
  void set(int lane, int feature, float value) {
    values.setAtIndex(FLOAT, index(lane / PANEL, feature) + lane % PANEL, value);
  }

  /** Zeros everywhere. */
  void clear() {
    values.fill((byte) 0);
  }
}
