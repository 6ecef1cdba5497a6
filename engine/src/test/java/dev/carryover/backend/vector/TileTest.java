package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both products against the triple loop of their formulas. */
class TileTest {
  private static final int MARGIN = 3;
  private static final float UNTOUCHED = 7777;

  private final Random random = new Random(3);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 31, 32, 33, 200, 785})
  void rowsAreSumsOfProducts(int terms) {
    try (Arena arena = Arena.ofShared()) {
      int aStride = terms + 5;
      int cStride = Tile.PANEL + 9;
      MemorySegment a = randoms(arena, MARGIN + Tile.ROWS * aStride);
      MemorySegment b = randoms(arena, MARGIN + terms * Tile.PANEL);
      MemorySegment c = untouched(arena, MARGIN + Tile.ROWS * cStride);
      Tile.rows(terms, a, MARGIN, aStride, b, MARGIN, c, MARGIN, cStride);
      for (int m = 0; m < Tile.ROWS; m++) {
        for (int n = 0; n < Tile.PANEL; n++) {
          double sum = 0;
          for (int k = 0; k < terms; k++) {
            sum += at(a, MARGIN + m * aStride + k) * at(b, MARGIN + k * Tile.PANEL + n);
          }
          assertThat(at(c, MARGIN + m * cStride + n)).isCloseTo(sum, within(tolerance(terms)));
        }
      }
      assertNothingElseIsWritten(c, cStride);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 7, 8, 31, 32, 33, 200, 785})
  void columnsAreSumsOfProducts(int terms) {
    try (Arena arena = Arena.ofShared()) {
      int aStride = Tile.ROWS + 3;
      int bStride = Tile.PANEL + 4;
      int cStride = Tile.PANEL + 9;
      MemorySegment a = randoms(arena, MARGIN + terms * aStride);
      MemorySegment b = randoms(arena, MARGIN + terms * bStride);
      MemorySegment c = untouched(arena, MARGIN + Tile.ROWS * cStride);
      Tile.columns(terms, a, MARGIN, aStride, b, MARGIN, bStride, c, MARGIN, cStride);
      for (int m = 0; m < Tile.ROWS; m++) {
        for (int n = 0; n < Tile.PANEL; n++) {
          double sum = 0;
          for (int k = 0; k < terms; k++) {
            sum += at(a, MARGIN + k * aStride + m) * at(b, MARGIN + k * bStride + n);
          }
          assertThat(at(c, MARGIN + m * cStride + n)).isCloseTo(sum, within(tolerance(terms)));
        }
      }
      assertNothingElseIsWritten(c, cStride);
    }
  }

  /** Rounding of so many terms below 1, added one after another in float32. */
  private static double tolerance(int terms) {
    return 1e-7 * (1 + terms);
  }

  private static void assertNothingElseIsWritten(MemorySegment c, int stride) {
    for (int i = 0; i < MARGIN + Tile.ROWS * stride; i++) {
      int column = (i - MARGIN) % stride;
      if (i < MARGIN || column >= Tile.PANEL) {
        assertThat(at(c, i)).isEqualTo(UNTOUCHED);
      }
    }
  }

  private MemorySegment randoms(Arena arena, int count) {
    MemorySegment segment = Tile.floats(arena, count);
    for (int i = 0; i < count; i++) {
      segment.setAtIndex(Tile.FLOAT, i, 2 * random.nextFloat() - 1);
    }
    return segment;
  }

  private static MemorySegment untouched(Arena arena, int count) {
    MemorySegment segment = Tile.floats(arena, count);
    for (int i = 0; i < count; i++) {
      segment.setAtIndex(Tile.FLOAT, i, UNTOUCHED);
    }
    return segment;
  }

  private static double at(MemorySegment segment, long index) {
    return segment.getAtIndex(Tile.FLOAT, index);
  }
}
