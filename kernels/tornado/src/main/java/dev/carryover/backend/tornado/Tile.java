package dev.carryover.backend.tornado;

/**
 * How products are cut: a work-group makes 32 by 32 values of a result, from 32 by 32 operands at a
 * time in local memory, each of its 64 threads a block of 4 by 4 held in registers.
 *
 * <p>Rows in local memory are one value longer than they need be, so that a column's values lie in
 * different banks.
 */
final class Tile {
  /** Rows, columns and depth. */
  static final int SIZE = 32;

  /** From one row in local memory to the next. */
  static final int STRIDE = SIZE + 1;

  /** The length of a tile in local memory. */
  static final int CELLS = SIZE * STRIDE;

  /** Rows and columns of a thread's block. */
  static final int BLOCK = 4;

  /** Blocks along a side. */
  static final int SIDE = SIZE / BLOCK;

  /** The size of a work-group. */
  static final int THREADS = SIDE * SIDE;

  private Tile() {}

  /** How many tiles cover a length. */
  static int count(int length) {
    return (length + SIZE - 1) / SIZE;
  }

  /** The first row of a tile of a result with so many columns: tiles are numbered row by row. */
  static int firstRow(int tile, int columns) {
    return tile / count(columns) * SIZE;
  }

  /** Its first column. */
  static int firstColumn(int tile, int columns) {
    return tile % count(columns) * SIZE;
  }

  /** Where a value lies in local memory: in row outer, or in column outer if turned. */
  static int place(int outer, int inner, boolean turned) {
    return turned ? inner * STRIDE + outer : outer * STRIDE + inner;
  }
}
