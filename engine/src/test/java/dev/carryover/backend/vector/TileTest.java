package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Both products of every kernel against the triple loop of their formulas. */
class TileTest {
  private static final int MARGIN = 64;
  private static final int MOST_TERMS = 200;

  /** From one panel of a to the next, for rows: more than a product has here. */
  private static final int PANEL_DISTANCE = 35 * Tile.PANEL;

  private static final float UNTOUCHED = 7777;

  private final Random random = new Random(3);

  /** What all kernels look like; {@code columns} does without the distance of panels. */
  interface Kernel {
    void apply(
        int terms,
        MemorySegment a,
        long aIndex,
        long aPanel,
        MemorySegment b,
        long bIndex,
        MemorySegment c,
        long cIndex);
  }

  static Stream<Arguments> kernels() {
    int width = 2 * Tile.LANES;
    return Stream.of(
            products(8, 1, Tile.SIXTEEN_REGISTERS ? width : Tile.LANES),
            products(16, Tile.LANES + 1, width),
            products(16, width, width),
            products(24, width + 1, Math.min(2 * width, Tile.PANEL)),
            products(32, Tile.PANEL, Tile.PANEL),
            arguments("eight rows", EightRows::rows, false, EightRows.ROWS, width),
            arguments(
                "eight columns",
                (t, a, i, p, b, j, c, n) -> EightRows.columns(t, a, i, b, j, c, n),
                true,
                EightRows.ROWS,
                width),
            arguments(
                "narrow rows",
                (t, a, i, p, b, j, c, n) -> NarrowRows.rows(t, a, i, p, b, j, c, n, 1),
                false,
                NarrowRows.ROWS,
                Tile.LANES),
            arguments(
                "narrow columns",
                (t, a, i, p, b, j, c, n) -> NarrowRows.columns(t, a, i, b, j, c, n, 1),
                true,
                NarrowRows.ROWS,
                Tile.LANES),
            arguments(
                "six rows",
                (t, a, i, p, b, j, c, n) -> SixRows.rows(t, a, i, p, b, j, c, n, 0),
                false,
                SixRows.ROWS,
                width),
            arguments(
                "six columns",
                (t, a, i, p, b, j, c, n) -> SixRows.columns(t, a, i, b, j, c, n),
                true,
                SixRows.ROWS,
                width),
            arguments(
                "four rows",
                (t, a, i, p, b, j, c, n) -> FourRows.rows(t, a, i, p, b, j, c, n, 1),
                false,
                FourRows.ROWS,
                width),
            arguments(
                "four columns",
                (t, a, i, p, b, j, c, n) -> FourRows.columns(t, a, i, b, j, c, n, 1),
                true,
                FourRows.ROWS,
                width))
        .flatMap(cases -> cases);
  }

  /** Both products of so many rows and columns, of which so many are written. */
  private static Stream<Arguments> products(int rows, int columns, int written) {
    String size = " of %d by %d".formatted(rows, columns);
    return Stream.concat(
        arguments(
            "rows" + size,
            (t, a, i, p, b, j, c, n) -> Tile.rows(rows, columns, t, a, i, p, b, j, c, n),
            false,
            rows,
            written),
        arguments(
            "columns" + size,
            (t, a, i, p, b, j, c, n) -> Tile.columns(rows, columns, t, a, i, b, j, c, n),
            true,
            rows,
            written));
  }

  private static Stream<Arguments> arguments(
      String name, Kernel kernel, boolean columns, int rows, int width) {
    return IntStream.of(0, 1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 65, 96, 129, MOST_TERMS)
        .mapToObj(terms -> Arguments.of(name, kernel, columns, rows, width, terms));
  }

  @ParameterizedTest(name = "{0} of {5} terms")
  @MethodSource("kernels")
  void productsAreSums(
      String name, Kernel kernel, boolean columns, int rows, int width, int terms) {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment a = randoms(arena);
      MemorySegment b = randoms(arena);
      MemorySegment c = untouched(arena);
      kernel.apply(terms, a, MARGIN, PANEL_DISTANCE, b, 2 * MARGIN, c, MARGIN);
      for (int m = 0; m < rows; m++) {
        for (int n = 0; n < width; n++) {
          double sum = 0;
          for (int k = 0; k < terms; k++) {
            double factor = at(a, MARGIN + (columns ? k * Tile.PANEL + m : row(m, k)));
            sum += factor * at(b, 2 * MARGIN + k * Tile.PANEL + n);
          }
          assertThat(at(c, MARGIN + m * Tile.PANEL + n))
              .as("%s: row %d, column %d", name, m, n)
              .isCloseTo(sum, within(1e-7 * (1 + terms)));
        }
      }
      assertNothingElseIsWritten(c, rows, width);
    }
  }

  private static int row(int m, int k) {
    return k / Tile.PANEL * PANEL_DISTANCE + m * Tile.PANEL + k % Tile.PANEL;
  }

  private static void assertNothingElseIsWritten(MemorySegment c, int rows, int width) {
    for (int i = 0; i < c.byteSize() / 4; i++) {
      int row = Math.floorDiv(i - MARGIN, Tile.PANEL);
      int column = Math.floorMod(i - MARGIN, Tile.PANEL);
      if (row < 0 || row >= rows || column >= width) {
        assertThat(at(c, i)).isEqualTo(UNTOUCHED);
      }
    }
  }

  private MemorySegment randoms(Arena arena) {
    MemorySegment segment = segment(arena);
    for (int i = 0; i < segment.byteSize() / 4; i++) {
      segment.setAtIndex(Tile.FLOAT, i, 2 * random.nextFloat() - 1);
    }
    return segment;
  }

  private static MemorySegment untouched(Arena arena) {
    MemorySegment segment = segment(arena);
    for (int i = 0; i < segment.byteSize() / 4; i++) {
      segment.setAtIndex(Tile.FLOAT, i, UNTOUCHED);
    }
    return segment;
  }

  /** Margins, all terms, and as many rows as a slice may span beyond them. */
  private static MemorySegment segment(Arena arena) {
    return Tile.floats(arena, 4 * MARGIN + (MOST_TERMS + Tile.MOST_ROWS) * (long) Tile.PANEL);
  }

  private static double at(MemorySegment segment, long index) {
    return segment.getAtIndex(Tile.FLOAT, index);
  }
}
