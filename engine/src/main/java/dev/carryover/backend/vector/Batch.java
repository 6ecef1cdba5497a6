package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Copies the examples of a batch from where they are bound to where the kernels read them. */
final class Batch {
  private Batch() {}

  /** Rows at the given indices, by feature; of the rows' panels only a thread's share. */
  static void toFeatures(Rows rows, int[] indices, int count, Features to, Share share) {
    int panels = Tile.panels(rows.terms());
    for (int p = share.from(panels); p < share.to(panels); p++) {
      int end = Math.min((p + 1) * PANEL, rows.terms());
      for (int b = 0; b < count; b++) {
        long row = (long) indices[b] * rows.stride();
        long column = to.index(b / PANEL, 0) + b % PANEL;
        for (int i = p * PANEL; i < end; i++) {
          float value = rows.values().get(FLOAT, 4 * (row + i));
          to.values().set(FLOAT, 4 * (column + (long) i * PANEL), value);
        }
      }
    }
  }

  /** Rows at the given indices, by example; of the rows' panels only a thread's share. */
  static void toExamples(
      Rows rows, int[] indices, int count, Workspace workspace, MemorySegment to, Share share) {
    int panels = Tile.panels(rows.terms());
    for (int p = share.from(panels); p < share.to(panels); p++) {
      for (int b = 0; b < count; b++) {
        long from = (long) indices[b] * rows.stride() + (long) p * PANEL;
        long at = workspace.exampleIndex(b, p * PANEL);
        FloatVector.fromMemorySegment(SPECIES, rows.values(), 4 * from, ORDER)
            .intoMemorySegment(to, 4 * at, ORDER);
        FloatVector.fromMemorySegment(SPECIES, rows.values(), 4 * (from + LANES), ORDER)
            .intoMemorySegment(to, 4 * (at + LANES), ORDER);
      }
    }
  }
}
