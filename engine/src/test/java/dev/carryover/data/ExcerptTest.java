package dev.carryover.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExcerptTest {

  @Test
  void aShortTextIsQuotedAsItIs() {
    assertThat(Excerpt.of(" naïve 数字 ")).isEqualTo("'naïve 数字'");
    assertThat(Excerpt.of("\t ")).isEqualTo("nothing");
  }

  @Test
  void aLongTextIsCut() {
    assertThat(Excerpt.of("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
    assertThat(Excerpt.of("\u0000".repeat(61))).isEqualTo("'" + "\\u0000".repeat(10) + "...'");
    assertThat(Excerpt.of("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "...'");
  }

  @Test
  void whatIsNotSeenOrChangesTheOrderIsEscaped() {
    assertThat(Excerpt.of("a\u001b[31mb\u0000c\u009bd"))
        .isEqualTo("'a\\u001b[31mb\\u0000c\\u009bd'");
    assertThat(Excerpt.of("a\u202eb\u2028c\ud800d")).isEqualTo("'a\\u202eb\\u2028c\\ud800d'");
  }

  @Test
  void manyNamesAreCounted() {
    assertThat(Excerpt.names(List.of("a", "b\n"))).isEqualTo("a, b\\u000a");
    assertThat(Excerpt.names(Collections.nCopies(10, "a")))
        .isEqualTo("a, a, a, a, a, a, a, a and 2 more");
  }

  @Test
  void theMessageOfADataExceptionIsOneLine() {
    assertThat(new DataException("a\nb\u001b[2J: expected\r c"))
        .hasMessage("a\\u000ab\\u001b[2J: expected\\u000d c");
  }
}
