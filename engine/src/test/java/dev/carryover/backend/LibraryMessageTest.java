package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What others say is one line without colours. */
class LibraryMessageTest {

  @Test
  void theFirstLineThatHoldsAnythingIsTaken() {
    assertThat(LibraryMessage.firstLine("\n \t\r\n  out of luck  \n at line 3"))
        .isEqualTo("out of luck");
    assertThat(LibraryMessage.firstLine("")).isEmpty();
    assertThat(LibraryMessage.firstLine("\n\n")).isEmpty();
  }

  @Test
  void coloursAndControlCharactersAreLeftOut() {
    assertThat(
            LibraryMessage.firstLine(
                "\u001b[1;31m[ERROR]\u001b[0m\u001b[2K no\u0007 device\u009b0m"))
        .isEqualTo("[ERROR] no device");
  }

  @Test
  void anEndlessLineIsCut() {
    assertThat(LibraryMessage.firstLine("x".repeat(5_000_000))).hasSize(201).endsWith("x…");
  }

  @Test
  void aFailureIsWhatItsFirstCauseSays() {
    assertThat(LibraryMessage.of(new IllegalStateException("outer", new RuntimeException("inner"))))
        .isEqualTo("inner");
    assertThat(LibraryMessage.of(new NullPointerException())).isEqualTo("NullPointerException");
    assertThat(LibraryMessage.of(new OutOfMemoryError("Java heap space")))
        .isEqualTo("OutOfMemoryError: Java heap space");
  }

  @Test
  void bracketsOfTheTextItselfStay() {
    assertThat(LibraryMessage.firstLine("a [0m] b")).isEqualTo("a [0m] b");
  }
}
