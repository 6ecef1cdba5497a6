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
      int first = p * PANEL;
      int features = Math.min(PANEL, rows.terms() - first);
      for (int b = 0; b < count; b++) {
        long row = (long) indices[b] * rows.stride() + first;
        long column = to.index(b / PANEL, first) + b % PANEL;
        scatter(rows.values(), row, features, to.values(), column);
      }
    }
  }

  /** Copies neighbouring values to the same place in as many rows of a panel. */
  private static void scatter(
      MemorySegment from, long index, int count, MemorySegment to, long toIndex) {
    MemorySegment row = from.asSlice(4 * index, 4L * count);
    MemorySegment column = to.asSlice(4 * toIndex, 4L * PANEL * (count - 1) + 4);
    for (int i = 0; i < count; i++) {
      column.set(FLOAT, 4L * PANEL * i, row.get(FLOAT, 4L * i));
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

  /**
   * A feature of a batch, from the order by feature to the order by example.
   *
   * @param to as {@link Workspace#examples} lays it out
   */
  static void toExamples(
      Features from, int feature, int count, Workspace workspace, MemorySegment to) {
    for (int b = 0; b < count; b += PANEL) {
      long at = workspace.exampleIndex(b, feature);
      scatter(from.values(), from.index(b / PANEL, feature), Math.min(PANEL, count - b), to, at);
    }
  }
}
