package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.program.Corruption;
import java.lang.foreign.Arena;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors' masks are {@link Corruption}'s, bit for bit. */
class MasksTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 0.5",
    "31, 4, 1, 0.1",
    "32, 5, 17, 0.9",
    "33, 7, 4294967301, 0.3",
    "784, 33, 123456789, 0.25"
  })
  void everyMaskIsItsDefinitions(int features, int count, long step, double fraction) {
    Corruption corruption = new Corruption(fraction, 0x8123_4567_89AB_CDEFL - step);
    try (Arena arena = Arena.ofShared()) {
      Panels x = Panels.zeros(arena, count, features + 1);
      for (int b = 0; b < count; b++) {
        x.fillRow(b, features + 1, 1 + b);
        x.set(b, features, 1);
      }
      new Masks(arena).apply(corruption, step, x, features, new Span(0, count));
      for (int b = 0; b < count; b++) {
        for (int i = 0; i < features; i++) {
          assertThat(x.get(b, i))
              .as("example %d, feature %d", b, i)
              .isEqualTo(corruption.masks(step, b, i) ? 0 : 1 + b);
        }
        assertThat(x.get(b, features)).as("the constant of example %d", b).isEqualTo(1);
      }
    }
  }
}
