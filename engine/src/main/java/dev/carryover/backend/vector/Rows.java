package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;

import dev.carryover.data.Examples;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * Inputs of a layer by example: {@code [n][stride]}, each row followed by the constant 1 that the
 * bias multiplies, then zeros.
 *
 * @param values the rows
 * @param count n
 * @param terms I + 1
 * @param stride floats from one row to the next
 */
record Rows(MemorySegment values, int count, int terms, int stride) {

  /** Rows to be filled; only the constants are set. */
  static Rows allocate(int count, int features, Arena arena) {
    int stride = Tile.padded(features + 1);
    MemorySegment values = Tile.floats(arena, (long) count * stride);
    Rows rows = new Rows(values, count, features + 1, stride);
    for (int n = 0; n < count; n++) {
      rows.set(n, features, 1);
    }
    return rows;
  }

  /** The examples as rows. */
  static Rows of(Examples examples, Arena arena) {
    Rows rows = allocate(examples.count(), examples.features(), arena);
    for (int n = 0; n < examples.count(); n++) {
      MemorySegment row = MemorySegment.ofArray(examples.row(n));
      MemorySegment.copy(row, 0, rows.values, 4L * n * rows.stride, row.byteSize());
    }
    return rows;
  }

  /** Where a value lies. */
  long index(int row, int feature) {
    return (long) row * stride + feature;
  }

  /** Sets one value of one row. */
  void set(int row, int feature, float value) {
    values.setAtIndex(FLOAT, index(row, feature), value);
  }

  /**
   * Copies rows, with the constant 1 behind them.
   *
   * @param indices the row of which each row there is a copy
   * @param some which rows there are written
   */
  void copy(int[] indices, Span some, Panels to) {
    for (int b = some.from(); b < some.to(); b++) {
      for (int i = 0; i < terms; i += PANEL) {
        copy(values, index(indices[b], i), to.values(), to.index(b, i));
      }
    }
  }

  private static void copy(MemorySegment from, long index, MemorySegment to, long toIndex) {
    for (int j = 0; j < PANEL; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, from, 4 * (index + j), ORDER)
          .intoMemorySegment(to, 4 * (toIndex + j), ORDER);
    }
  }
}
