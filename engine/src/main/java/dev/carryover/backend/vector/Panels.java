package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.FLOAT;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix as the kernels want it: {@code [panels of columns][rows][PANEL]}, a panel holding {@link
 * Tile#PANEL} neighbouring columns of every row. Rows are padded to whole tiles and columns to
 * whole panels. Weights, gradients, activations by feature and by example: all lie like this, so
 * that a tile's rows follow one another at one fixed distance in every factor and result.
 *
 * @param values the panels, then slack that slices may span but nobody reads as a result
 * @param offset where the first panel starts
 * @param rows how many rows there are, padding included
 */
record Panels(MemorySegment values, long offset, int rows) {
  /** How many values may be spanned after the last panel. */
  static final long SLACK = (long) Math.max(Tile.MOST_ROWS, ListedRows.FEATURES) * PANEL;

  /** Zeros, in memory of their own. */
  static Panels zeros(Arena arena, int rows, int columns) {
    int padded = Tile.tiles(rows) * Tile.ROWS;
    return new Panels(Tile.floats(arena, size(padded, columns) + SLACK), 0, padded);
  }

  /** How many values such a matrix has, padding included and slack left out. */
  static long size(int rows, int columns) {
    return (long) Tile.panels(columns) * Tile.tiles(rows) * Tile.ROWS * PANEL;
  }

  /** From one panel to the next. */
  long panel() {
    return (long) rows * PANEL;
  }

  /** Where a value lies; of a row's values, those of the same panel follow one another. */
  long index(int row, int column) {
    return offset + ((long) (column / PANEL) * rows + row) * PANEL + column % PANEL;
  }

  /** One value. */
  float get(int row, int column) {
    return values.getAtIndex(FLOAT, index(row, column));
  }

  /** Sets one value. */
  void set(int row, int column, float value) {
    values.setAtIndex(FLOAT, index(row, column), value);
  }

  /** Sets some rows' first columns to 0. */
  void clearRows(Span some, int columns) {
    long bytes = ROW_BYTES * (some.to() - some.from());
    for (int column = 0; column < columns; column += PANEL) {
      values.asSlice(4 * index(some.from(), column), bytes).fill((byte) 0);
    }
  }

  /** Sets one row to a value everywhere. */
  void fillRow(int row, int columns, float value) {
    for (int column = 0; column < columns; column++) {
      set(row, column, value);
    }
  }

  /** Copies the first so many values of a row to where they follow one another. */
  void copyRow(int row, int columns, MemorySegment to, long toIndex) {
    for (int column = 0; column < columns; column += PANEL) {
      long bytes = 4L * Math.min(PANEL, columns - column);
      MemorySegment.copy(values, 4 * index(row, column), to, 4 * (toIndex + column), bytes);
    }
  }

  /** Copies the first rows and columns, so many of each, to columns and rows of another matrix. */
  void transpose(int rowCount, int columnCount, Panels to) {
    transpose(new Span(0, rowCount), columnCount, to);
  }

  /** Copies some rows' first columns to columns and rows of another matrix. */
  void transpose(Span some, int columnCount, Panels to) {
    for (int column = 0; column < columnCount; column += PANEL) {
      int width = columnCount - column;
      int height;
      for (int row = some.from(); row < some.to(); row += height) {
        height = Math.min(some.to() - row, PANEL - row % PANEL);
        transpose(values, index(row, column), height, width, to.values, to.index(column, row));
      }
    }
  }

  /** At most a panel of rows and of columns. */
  private static void transpose(
      MemorySegment from, long index, int rows, int columns, MemorySegment to, long toIndex) {
    // Slices and counts of known size, so that the compiler needs no check in the loops.
    MemorySegment source = from.asSlice(4 * index, PANEL * ROW_BYTES);
    MemorySegment target = to.asSlice(4 * toIndex, PANEL * ROW_BYTES);
    int width = Math.min(columns, PANEL);
    int height = Math.min(rows, PANEL);
    for (int r = 0; r < height; r++) {
      for (int c = 0; c < width; c++) {
        target.set(FLOAT, c * ROW_BYTES + 4L * r, source.get(FLOAT, r * ROW_BYTES + 4L * c));
      }
    }
  }
}
