package dev.carryover.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreefryTest {

  /** From {@code kat_vectors} of the authors' library Random123. */
  @ParameterizedTest
  @CsvSource({
    "00000000 00000000 00000000 00000000, 00000000 00000000 00000000 00000000,"
        + " 9c6ca96a e17eae66 fc10ecd4 5256a7d8",
    "ffffffff ffffffff ffffffff ffffffff, ffffffff ffffffff ffffffff ffffffff,"
        + " 2a881696 57012287 f6c7446e a16a6732",
    "243f6a88 85a308d3 13198a2e 03707344, a4093822 299f31d0 082efa98 ec4e6c89,"
        + " 59cd1dbb b8879579 86b5d00c ac8b6d84"
  })
  void itsAuthorsAnswersAreItsOwn(String counter, String key, String expected) {
    int[] block = Threefry.block(words(key), words(counter));
    assertThat(
            Arrays.stream(block)
                .mapToObj(word -> "%08x".formatted(word))
                .collect(Collectors.joining(" ")))
        .isEqualTo(expected);
  }

  private static int[] words(String hex) {
    return Arrays.stream(hex.split(" "))
        .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
        .toArray();
  }
}
