package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void wordsStayAsTheyAre() {
    assertThat(Shown.text("encoder.weight é ± 数")).isEqualTo("encoder.weight é ± 数");
  }

  @Test
  void whatMovesACursorOrTurnsTheTextIsEscaped() {
    assertThat(Shown.text("a\u001b[2Jb\r\n\u007f\u202e\u2028"))
        .isEqualTo("a\\u{1b}[2Jb\\u{d}\\u{a}\\u{7f}\\u{202e}\\u{2028}");
    assertThat(Shown.text("\ud800")).isEqualTo("\\u{d800}"); // half a pair
  }

  @Test
  void longTextsAreCut() {
    assertThat(Shown.text("x".repeat(60))).isEqualTo("x".repeat(60));
    assertThat(Shown.text("x".repeat(5_000_000))).isEqualTo("x".repeat(60) + "…");
  }

  @Test
  void manyNamesAreCounted() {
    assertThat(Shown.names(List.of("a", "b\n"))).isEqualTo("a, b\\u{a}");
    assertThat(Shown.names(Collections.nCopies(10, "a")))
        .isEqualTo("a, a, a, a, a, a, a, a and 2 more");
  }
}
