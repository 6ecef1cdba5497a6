package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.ListedRows.FEATURES;
import static dev.carryover.backend.vector.Tile.INT;
import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.ROW_BYTES;
import static dev.carryover.backend.vector.Tile.SPECIES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The forward product's terms: of every four examples the features where one of them is not 0, in
 * pieces of {@link ListedRows#FEATURES} neighbouring ones.
 */
final class FeatureTerms {
  private static final int GROUP = ListedRows.ROWS;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final int terms;
  private final int pieces;

  /** Which features: {@code [groups][pieces][FEATURES]}. */
  private final MemorySegment list;

  /** Their values, {@code [groups][pieces][FEATURES][GROUP]}, then slack that slices may span. */
  private final MemorySegment factors;

  /** {@code [groups][pieces]}. */
  private final int[] counts;

  /**
   * Empty lists.
   *
   * @param terms I + 1
   */
  FeatureTerms(int terms, int batchSize, Arena arena) {
    this.terms = terms;
    pieces = Math.ceilDiv(terms, FEATURES);
    counts = new int[Math.ceilDiv(batchSize, GROUP) * pieces];
    list = arena.allocate(4L * counts.length * FEATURES);
    factors = Tile.floats(arena, ((long) counts.length * FEATURES + PANEL) * GROUP);
  }

  /**
   * Lists and copies the features of a batch's examples.
   *
   * @param x the batch by example; what lies behind its last example in a four is listed as well
   */
  void list(Panels x, int count) {
    Arrays.fill(counts, 0);
    for (int b = 0; b < count; b += GROUP) {
      int first = b / GROUP * pieces;
      for (int i = 0; i < terms; i += PANEL) {
        add(first + i / FEATURES, i % FEATURES, x.values(), x.index(b, i));
      }
    }
  }

  /** Lists a panel's features of four examples, and lays their values side by side. */
  private void add(int number, int base, MemorySegment x, long index) {
    MemorySegment rows = x.asSlice(4 * index, GROUP * ROW_BYTES);
    int first = number * FEATURES + counts[number];
    int end = first;
    for (long bits = filled(rows); bits != 0; bits &= bits - 1) {
      list.setAtIndex(INT, end++, base + Long.numberOfTrailingZeros(bits));
    }
    counts[number] += end - first;
    MemorySegment to = factors.asSlice(ListedRows.QUAD * first, ListedRows.QUAD * PANEL);
    int count = Math.min(end - first, PANEL);
    for (int t = 0; t < count; t++) {
      long k = 4L * (list.getAtIndex(INT, first + t) & (PANEL - 1));
      to.set(LONG, ListedRows.QUAD * t, pair(rows, k));
      to.set(LONG, ListedRows.QUAD * t + 8, pair(rows, k + 2 * ROW_BYTES));
    }
  }

  /** One feature of two rows. */
  private static long pair(MemorySegment rows, long k) {
    return Integer.toUnsignedLong(rows.get(INT, k)) | ((long) rows.get(INT, k + ROW_BYTES) << 32);
  }

  /** A bit for each of a panel's features that is not 0 in one of four rows. */
  private static long filled(MemorySegment rows) {
    long bits = 0;
    for (int v = 0; v < PANEL; v += LANES) {
      long any = 0;
      for (int m = 0; m < GROUP; m++) {
        any |=
            FloatVector.fromMemorySegment(SPECIES, rows, m * ROW_BYTES + 4L * v, ORDER)
                .compare(VectorOperators.NE, 0)
                .toLong();
      }
      bits |= any << v;
    }
    return bits;
  }

  /**
   * c[b][o] = Σ_i x[b][i] · w[i][o] for the batch's examples.
   *
   * @param w row i from {@code wIndex + i·PANEL}
   * @param width how many outputs o; all of the two vectors that the last one lies in are written
   * @param c row b from {@code b·PANEL}
   */
  void sum(MemorySegment w, long wIndex, int width, MemorySegment c, int count) {
    for (int b = 0; b < count; b += GROUP) {
      int number = b / GROUP * pieces;
      long row = (long) b * PANEL;
      for (int n = 0; n < width; n += 2 * LANES) {
        ListedRows.features(pieces, counts, number, list, factors, w, wIndex + n, c, row + n, 1);
      }
    }
  }

  /** Copies the batch's examples: feature i of example b to row i, column b. */
  void spread(int count, Panels to) {
    FloatVector zero = FloatVector.zero(Blocks.SPECIES);
    for (int piece = 0; piece < pieces; piece++) {
      for (int b = 0; b < count; b += GROUP) {
        long index = to.index(piece * FEATURES, b);
        MemorySegment rows = to.values().asSlice(4 * index, FEATURES * ROW_BYTES);
        int features = Math.min(terms - piece * FEATURES, FEATURES);
        for (int k = 0; k < features; k++) {
          zero.intoMemorySegment(rows, k * ROW_BYTES, ORDER);
        }
        int number = b / GROUP * pieces + piece;
        int first = number * FEATURES;
        MemorySegment from = factors.asSlice(ListedRows.QUAD * first, ListedRows.QUAD * FEATURES);
        int listed = Math.min(counts[number], FEATURES);
        for (int t = 0; t < listed; t++) {
          long row = (list.getAtIndex(INT, first + t) & (FEATURES - 1)) * ROW_BYTES;
          FloatVector.fromMemorySegment(Blocks.SPECIES, from, ListedRows.QUAD * t, ORDER)
              .intoMemorySegment(rows, row, ORDER);
        }
      }
    }
  }
}
