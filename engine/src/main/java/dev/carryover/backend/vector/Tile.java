package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register-blocked product that training consists of: {@link #ROWS} rows by {@link #PANEL}
 * columns of a result, all sixteen vectors of it in registers while the sum runs. Per term that is
 * two vector loads and eight broadcasts for sixteen fused multiply-adds, so arithmetic and not the
 * load ports is the limit. The blocking is the inner kernel of Goto and van de Geijn (2008),
 * "Anatomy of High-Performance Matrix Multiplication".
 *
 * <p>The slow path that both products equal is the triple loop of their formulas; see TileTest.
 * Slices stand where one would expect offsets because the compiler proves their bounds once, before
 * the loop; and only the Vector API's own methods are called here, because in a method of this size
 * the compiler no longer inlines others, and a vector that is passed to them would be boxed.
 */
final class Tile {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** Rows of a tile. */
  static final int ROWS = 8;

  /** Columns of a tile: two vectors. */
  static final int PANEL = 2 * LANES;

  static final ByteOrder ORDER = ByteOrder.nativeOrder();
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

  private static final long CACHE_LINE = 64;
  private static final long HALF_PANEL_BYTES = 4L * LANES;
  private static final long PANEL_BYTES = 4L * PANEL;

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
   * c[m][n] = Σ_k a[m][k] · b[k][n] for eight rows m and one panel of columns n.
   *
   * @param terms K
   * @param a its row m starts at {@code aIndex + m·aStride}
   * @param b one panel, {@code [K][PANEL]}, from {@code bIndex}
   * @param c its row m starts at {@code cIndex + m·cStride}; all eight are written
   */
  static void rows(
      int terms,
      MemorySegment a,
      long aIndex,
      long aStride,
      MemorySegment b,
      long bIndex,
      MemorySegment c,
      long cIndex,
      long cStride) {
    MemorySegment panel = b.asSlice(4 * bIndex, terms * PANEL_BYTES);
    MemorySegment row0 = a.asSlice(4 * aIndex, 4L * terms);
    MemorySegment row1 = a.asSlice(4 * (aIndex + aStride), 4L * terms);
    MemorySegment row2 = a.asSlice(4 * (aIndex + 2 * aStride), 4L * terms);
    MemorySegment row3 = a.asSlice(4 * (aIndex + 3 * aStride), 4L * terms);
    MemorySegment row4 = a.asSlice(4 * (aIndex + 4 * aStride), 4L * terms);
    MemorySegment row5 = a.asSlice(4 * (aIndex + 5 * aStride), 4L * terms);
    MemorySegment row6 = a.asSlice(4 * (aIndex + 6 * aStride), 4L * terms);
    MemorySegment row7 = a.asSlice(4 * (aIndex + 7 * aStride), 4L * terms);
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector r6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    FloatVector r7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, panel, k * PANEL_BYTES, ORDER);
      FloatVector b1 =
          FloatVector.fromMemorySegment(SPECIES, panel, k * PANEL_BYTES + HALF_PANEL_BYTES, ORDER);
      FloatVector s = FloatVector.broadcast(SPECIES, row0.get(FLOAT, 4L * k));
      l0 = s.fma(b0, l0);
      r0 = s.fma(b1, r0);
      s = FloatVector.broadcast(SPECIES, row1.get(FLOAT, 4L * k));
      l1 = s.fma(b0, l1);
      r1 = s.fma(b1, r1);
      s = FloatVector.broadcast(SPECIES, row2.get(FLOAT, 4L * k));
      l2 = s.fma(b0, l2);
      r2 = s.fma(b1, r2);
      s = FloatVector.broadcast(SPECIES, row3.get(FLOAT, 4L * k));
      l3 = s.fma(b0, l3);
      r3 = s.fma(b1, r3);
      s = FloatVector.broadcast(SPECIES, row4.get(FLOAT, 4L * k));
      l4 = s.fma(b0, l4);
      r4 = s.fma(b1, r4);
      s = FloatVector.broadcast(SPECIES, row5.get(FLOAT, 4L * k));
      l5 = s.fma(b0, l5);
      r5 = s.fma(b1, r5);
      s = FloatVector.broadcast(SPECIES, row6.get(FLOAT, 4L * k));
      l6 = s.fma(b0, l6);
      r6 = s.fma(b1, r6);
      s = FloatVector.broadcast(SPECIES, row7.get(FLOAT, 4L * k));
      l7 = s.fma(b0, l7);
      r7 = s.fma(b1, r7);
    }
    l0.intoMemorySegment(c, 4 * cIndex, ORDER);
    r0.intoMemorySegment(c, 4 * (cIndex + LANES), ORDER);
    l1.intoMemorySegment(c, 4 * (cIndex + cStride), ORDER);
    r1.intoMemorySegment(c, 4 * (cIndex + cStride + LANES), ORDER);
    l2.intoMemorySegment(c, 4 * (cIndex + 2 * cStride), ORDER);
    r2.intoMemorySegment(c, 4 * (cIndex + 2 * cStride + LANES), ORDER);
    l3.intoMemorySegment(c, 4 * (cIndex + 3 * cStride), ORDER);
    r3.intoMemorySegment(c, 4 * (cIndex + 3 * cStride + LANES), ORDER);
    l4.intoMemorySegment(c, 4 * (cIndex + 4 * cStride), ORDER);
    r4.intoMemorySegment(c, 4 * (cIndex + 4 * cStride + LANES), ORDER);
    l5.intoMemorySegment(c, 4 * (cIndex + 5 * cStride), ORDER);
    r5.intoMemorySegment(c, 4 * (cIndex + 5 * cStride + LANES), ORDER);
    l6.intoMemorySegment(c, 4 * (cIndex + 6 * cStride), ORDER);
    r6.intoMemorySegment(c, 4 * (cIndex + 6 * cStride + LANES), ORDER);
    l7.intoMemorySegment(c, 4 * (cIndex + 7 * cStride), ORDER);
    r7.intoMemorySegment(c, 4 * (cIndex + 7 * cStride + LANES), ORDER);
  }

  /**
   * c[m][n] = Σ_k a[k][m] · b[k][n] for eight neighbouring columns m of a and one panel of columns
   * n.
   *
   * @param terms K
   * @param a its row k starts at {@code aIndex + k·aStride}
   * @param b its row k starts at {@code bIndex + k·bStride}
   * @param c its row m starts at {@code cIndex + m·cStride}; all eight are written
   */
  static void columns(
      int terms,
      MemorySegment a,
      long aIndex,
      long aStride,
      MemorySegment b,
      long bIndex,
      long bStride,
      MemorySegment c,
      long cIndex,
      long cStride) {
    FloatVector l0 = FloatVector.zero(SPECIES);
    FloatVector r0 = FloatVector.zero(SPECIES);
    FloatVector l1 = FloatVector.zero(SPECIES);
    FloatVector r1 = FloatVector.zero(SPECIES);
    FloatVector l2 = FloatVector.zero(SPECIES);
    FloatVector r2 = FloatVector.zero(SPECIES);
    FloatVector l3 = FloatVector.zero(SPECIES);
    FloatVector r3 = FloatVector.zero(SPECIES);
    FloatVector l4 = FloatVector.zero(SPECIES);
    FloatVector r4 = FloatVector.zero(SPECIES);
    FloatVector l5 = FloatVector.zero(SPECIES);
    FloatVector r5 = FloatVector.zero(SPECIES);
    FloatVector l6 = FloatVector.zero(SPECIES);
    FloatVector r6 = FloatVector.zero(SPECIES);
    FloatVector l7 = FloatVector.zero(SPECIES);
    FloatVector r7 = FloatVector.zero(SPECIES);
    for (int k = 0; k < terms; k++) {
      MemorySegment across = b.asSlice(4 * (bIndex + k * bStride), PANEL_BYTES);
      MemorySegment scalars = a.asSlice(4 * (aIndex + k * aStride), 4L * ROWS);
      FloatVector b0 = FloatVector.fromMemorySegment(SPECIES, across, 0, ORDER);
      FloatVector b1 = FloatVector.fromMemorySegment(SPECIES, across, HALF_PANEL_BYTES, ORDER);
      FloatVector s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 0));
      l0 = s.fma(b0, l0);
      r0 = s.fma(b1, r0);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 4));
      l1 = s.fma(b0, l1);
      r1 = s.fma(b1, r1);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 8));
      l2 = s.fma(b0, l2);
      r2 = s.fma(b1, r2);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 12));
      l3 = s.fma(b0, l3);
      r3 = s.fma(b1, r3);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 16));
      l4 = s.fma(b0, l4);
      r4 = s.fma(b1, r4);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 20));
      l5 = s.fma(b0, l5);
      r5 = s.fma(b1, r5);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 24));
      l6 = s.fma(b0, l6);
      r6 = s.fma(b1, r6);
      s = FloatVector.broadcast(SPECIES, scalars.get(FLOAT, 28));
      l7 = s.fma(b0, l7);
      r7 = s.fma(b1, r7);
    }
    l0.intoMemorySegment(c, 4 * cIndex, ORDER);
    r0.intoMemorySegment(c, 4 * (cIndex + LANES), ORDER);
    l1.intoMemorySegment(c, 4 * (cIndex + cStride), ORDER);
    r1.intoMemorySegment(c, 4 * (cIndex + cStride + LANES), ORDER);
    l2.intoMemorySegment(c, 4 * (cIndex + 2 * cStride), ORDER);
    r2.intoMemorySegment(c, 4 * (cIndex + 2 * cStride + LANES), ORDER);
    l3.intoMemorySegment(c, 4 * (cIndex + 3 * cStride), ORDER);
    r3.intoMemorySegment(c, 4 * (cIndex + 3 * cStride + LANES), ORDER);
    l4.intoMemorySegment(c, 4 * (cIndex + 4 * cStride), ORDER);
    r4.intoMemorySegment(c, 4 * (cIndex + 4 * cStride + LANES), ORDER);
    l5.intoMemorySegment(c, 4 * (cIndex + 5 * cStride), ORDER);
    r5.intoMemorySegment(c, 4 * (cIndex + 5 * cStride + LANES), ORDER);
    l6.intoMemorySegment(c, 4 * (cIndex + 6 * cStride), ORDER);
    r6.intoMemorySegment(c, 4 * (cIndex + 6 * cStride + LANES), ORDER);
    l7.intoMemorySegment(c, 4 * (cIndex + 7 * cStride), ORDER);
    r7.intoMemorySegment(c, 4 * (cIndex + 7 * cStride + LANES), ORDER);
  }
}
