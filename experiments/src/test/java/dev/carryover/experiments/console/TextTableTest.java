package dev.carryover.experiments.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void wordsStandToTheLeftAndFiguresToTheRight() {
    TextTable table = new TextTable(2, "run", "images", "error");
    table.row("Case II", "test", "0.1");
    table.row("A", "training", "10.25");
    assertThat(table.lines())
        .containsExactly(
            "run       images     error",
            "──────────────────────────",
            "Case II   test         0.1",
            "A         training   10.25");
  }

  @Test
  void headingsAloneAreATable() {
    assertThat(new TextTable(1, "digit", "mean").lines())
        .containsExactly("digit   mean", "────────────");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    TextTable table = new TextTable(1, "digit", "mean");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.row("1"))
        .withMessage("expected 2 cells, found 1");
  }
}
