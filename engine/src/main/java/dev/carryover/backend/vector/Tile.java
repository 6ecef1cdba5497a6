package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The products that training consists of: tiles of {@link #ROWS} rows by {@link #PANEL} columns of
 * a result, in registers while the sum runs. The blocking is the inner kernel of Goto and van de
 * Geijn (2008), "Anatomy of High-Performance Matrix Multiplication"; how many rows and columns are
 * in registers together depends on how many registers there are: see {@link EightRows}, {@link
 * NarrowRows}, {@link SixRows} and {@link FourRows}.
 *
 * <p>All factors and results lie as {@link Panels} do. Each element of a result is a sum in the
 * order of k, one fused multiply-add a term, whatever the kernel and however long vectors are. The
 * slow path that both products equal is the triple loop of their formulas; see TileTest.
 *
 * <p>In the kernels, slices of a fixed length stand where one would expect offsets: the compiler
 * then proves all bounds while it compiles. What a slice spans beyond a matrix's end is {@link
 * Panels}' slack. And only the Vector API's own methods are called there, because in methods of
 * that size the compiler no longer inlines others, and a vector that is passed to them would be
 * boxed.
 */
final class Tile {
  /** The machine's preferred vectors, at most half a panel long. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > 16
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int LANES = SPECIES.length();

  /** Rows of a tile. */
  static final int ROWS = 8;

  /** Columns of a tile. */
  static final int PANEL = 32;

  /** How many values a tile has. */
  static final int VALUES = ROWS * PANEL;

  static final long BYTES = 4L * VALUES;

  /** From one row to the next, in a tile and in a panel. */
  static final long ROW_BYTES = 4L * PANEL;

  static final long VECTOR_BYTES = 4L * LANES;

  /** As many rows as a kernel's slice spans at most. */
  static final int MOST_ROWS = 64;

  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
  static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;

  private static final long CACHE_LINE = 64;

  /** On x86, 32 vector registers come with 512 bits; ARM and RISC-V have 32 at every length. */
  static final boolean SIXTEEN_REGISTERS =
      LANES < 16
          && (System.getProperty("os.arch").equals("amd64")
              || System.getProperty("os.arch").equals("x86_64"));

  private Tile() {}

  /** How many tiles cover so many rows. */
  static int tiles(int rows) {
    return Math.ceilDiv(rows, ROWS);
  }

  /** How many panels cover so many columns. */
  static int panels(int columns) {
    return Math.ceilDiv(columns, PANEL);
  }

  /** Columns rounded up to whole panels. */
  static int padded(int columns) {
    return panels(columns) * PANEL;
  }

  /** Zeros, aligned to a cache line. */
  static MemorySegment floats(Arena arena, long count) {
    return arena.allocate(4 * count, CACHE_LINE);
  }

  /**
   * c[m][n] = Σ_k a[m][k] · b[k][n] for some rows m and one panel's first columns n.
   *
   * @param rows how many m, whole tiles
   * @param columns how many n; of the two vectors that the last one lies in both may be written
   * @param terms how many k
   * @param a row m from {@code aIndex + m·PANEL}, the first of its panels
   * @param aPanel from one panel of a to the next
   * @param b row k from {@code bIndex + k·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}
   */
  static void rows(
      int rows,
      int columns,
      int terms,
      MemorySegment a,
      long aIndex,
      long aPanel,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
    int width = Math.min(columns, PANEL);
    int m = 0;
    for (int end = sixes(rows); m < end; m += SixRows.ROWS) {
      long row = (long) m * PANEL;
      for (int n = 0; n < width; n += 2 * LANES) {
        SixRows.rows(terms, a, aIndex + row, aPanel, b, bIndex + n, c, cIndex + row + n, 0);
      }
    }
    for (int end = SIXTEEN_REGISTERS ? rows : 0; m < end; m += FourRows.ROWS) {
      long row = (long) m * PANEL;
      for (int n = 0; n < width; n += 2 * LANES) {
        FourRows.rows(terms, a, aIndex + row, aPanel, b, bIndex + n, c, cIndex + row + n, 1);
      }
    }
    for (; m < rows; m += EightRows.ROWS) {
      long row = (long) m * PANEL;
      if (width <= LANES) {
        NarrowRows.rows(terms, a, aIndex + row, aPanel, b, bIndex, c, cIndex + row, 1);
      } else {
        for (int n = 0; n < width; n += 2 * LANES) {
          EightRows.rows(terms, a, aIndex + row, aPanel, b, bIndex + n, c, cIndex + row + n);
        }
      }
    }
  }

  /**
   * c[m][n] = Σ_k a[k][m] · b[k][n] for neighbouring columns m of one panel of a and one panel's
   * first columns n.
   *
   * @param rows how many m, whole tiles, at most a panel
   * @param columns how many n; of the two vectors that the last one lies in both may be written
   * @param terms how many k
   * @param a row k from {@code aIndex + k·PANEL}
   * @param b row k from {@code bIndex + k·PANEL}
   * @param c row m from {@code cIndex + m·PANEL}
   */
  static void columns(
      int rows,
      int columns,
      int terms,
      MemorySegment a,
      long aIndex,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex) {
    int width = Math.min(columns, PANEL);
    int m = 0;
    for (int end = sixes(rows); m < end; m += SixRows.ROWS) {
      long row = (long) m * PANEL;
      for (int n = 0; n < width; n += 2 * LANES) {
        SixRows.columns(terms, a, aIndex + m, b, bIndex + n, c, cIndex + row + n);
      }
    }
    for (int end = SIXTEEN_REGISTERS ? rows : 0; m < end; m += FourRows.ROWS) {
      long row = (long) m * PANEL;
      for (int n = 0; n < width; n += 2 * LANES) {
        FourRows.columns(terms, a, aIndex + m, b, bIndex + n, c, cIndex + row + n, 1);
      }
    }
    for (; m < rows; m += EightRows.ROWS) {
      long row = (long) m * PANEL;
      if (width <= LANES) {
        NarrowRows.columns(terms, a, aIndex + m, b, bIndex, c, cIndex + row, 1);
      } else {
        for (int n = 0; n < width; n += 2 * LANES) {
          EightRows.columns(terms, a, aIndex + m, b, bIndex + n, c, cIndex + row + n);
        }
      }
    }
  }

  /** How many of a product's rows are computed in sixes: all but four or eight, that are left. */
  private static int sixes(int rows) {
    return SIXTEEN_REGISTERS ? rows - rows % 3 * FourRows.ROWS : 0;
  }
}
