package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PanelsTest {
  private static final float UNTOUCHED = 7777;

  @ParameterizedTest
  @CsvSource({"1, 1", "8, 32", "9, 33", "31, 17", "64, 1", "1, 64", "70, 100"})
  void everyValueHasAPlaceOfItsOwn(int rows, int columns) {
    try (Arena arena = Arena.ofShared()) {
      Panels panels = Panels.zeros(arena, rows, columns);
      fill(panels, rows, columns);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          assertThat(panels.get(row, column)).isEqualTo(value(row, column));
        }
      }
      assertThat(panels.index(rows - 1, columns - 1))
          .isLessThan(Panels.size(panels.rows(), columns));
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "32, 32", "31, 17", "33, 65", "5, 100", "100, 5", "96, 64"})
  void transposingExchangesRowsAndColumnsAndWritesNothingElse(int rows, int columns) {
    try (Arena arena = Arena.ofShared()) {
      Panels from = Panels.zeros(arena, rows, columns);
      fill(from, rows, columns);
      Panels to = Panels.zeros(arena, columns + 8, rows);
      for (int row = 0; row < to.rows(); row++) {
        to.fillRow(row, Tile.padded(rows), UNTOUCHED);
      }
      from.transpose(rows, columns, to);
      for (int row = 0; row < to.rows(); row++) {
        for (int column = 0; column < Tile.padded(rows); column++) {
          boolean written = row < columns && column < rows;
          assertThat(to.get(row, column)).isEqualTo(written ? from.get(column, row) : UNTOUCHED);
        }
      }
    }
  }

  private static void fill(Panels panels, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        panels.set(row, column, value(row, column));
      }
    }
  }

  private static float value(int row, int column) {
    return 1 + 1000 * row + column;
  }
}
