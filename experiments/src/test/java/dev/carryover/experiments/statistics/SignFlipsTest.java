package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignFlipsTest {
  @Test
  void itIsTheShareOfAllWaysToGiveSigns() {
    Random random = new Random(1);
    for (int trial = 0; trial < 50; trial++) {
      int[] numbers = random.ints(1 + trial % 10, -6, 7).toArray();
      int observed = Math.abs(IntStream.of(numbers).sum());
      int ways = 1 << numbers.length;
      long asFar =
          IntStream.range(0, ways).filter(signs -> far(numbers, signs) >= observed).count();
      assertThat(SignFlips.pValue(numbers)).isCloseTo((double) asFar / ways, within(1e-12));
    }
  }

  private static int far(int[] numbers, int signs) {
    return Math.abs(
        IntStream.range(0, numbers.length)
            .map(i -> (signs >> i & 1) == 0 ? numbers[i] : -numbers[i])
            .sum());
  }

  @Test
  void noRoundingLiftsItAboveOne() {
    for (int count = 2; count <= 300; count += 2) {
      int[] balanced = IntStream.range(0, count).map(i -> i % 2 == 0 ? i + 1 : -i).toArray();
      assertThat(SignFlips.pValue(balanced)).isBetween(1 - 1e-12, 1.0);
    }
  }
}
