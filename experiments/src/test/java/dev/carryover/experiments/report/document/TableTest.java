package dev.carryover.experiments.report.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void figuresOfAColumnAlignAtTheirPoints() {
    Table table =
        new Table("", List.of("", "measured"))
            .row("a", Quantity.within(0.125, 0.064, 3))
            .row("b", Quantity.within(0.0195, 0.00056, 3))
            .row("c", Quantity.given(3, 0));
    assertThat(table.cells())
        .containsExactly(
            List.of("a", "0.125\u2007\u2007 ± 0.064\u2007\u2007"),
            List.of("b", "0.01950 ± 0.00056"),
            List.of("c", "3\u2008\u2007\u2007\u2007\u2007\u2007"));
  }

  @Test
  void aTitleOverRowsIsACellAlone() {
    Table table = new Table("", List.of("", "x")).group("Test").row("a", Quantity.given(1, 0));
    assertThat(table.cells()).containsExactly(List.of("Test"), List.of("a", "1"));
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    Table table = new Table("", List.of("", "x"));
    assertThatThrownBy(() -> table.row("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 2 cells, found 1");
  }

  @Test
  void aColumnOfWordsIsToldFromOneOfFigures() {
    Table table =
        new Table("", List.of("", "of", "value", "dashes"))
            .group("Test")
            .row("a", "raw", Quantity.given(1, 0), "–")
            .row("b", "snapped", "none", "–");
    assertThat(List.of(0, 1, 2, 3)).map(table::isWords).containsExactly(false, true, false, false);
    assertThat(table.words().isWords(2)).isTrue();
  }
}
