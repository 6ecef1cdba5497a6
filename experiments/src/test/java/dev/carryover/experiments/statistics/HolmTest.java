package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolmTest {
  private static List<Double> parsed(String numbers) {
    return Arrays.stream(numbers.split(" ")).map(Double::parseDouble).toList();
  }

  /** statsmodels 0.15.0 (SciPy has none): {@code multipletests(p, method='holm')[1]}. */
  @ParameterizedTest
  @CsvSource({
    "0.01 0.04 0.03 0.005 0.6, 0.04 0.09 0.09 0.025 0.6",
    "0.02 0.02 0.9 0.5, 0.08 0.08 1 1",
    "0.03, 0.03"
  })
  void itIsThatOfStatsmodels(String given, String adjusted) {
    List<Double> found = Holm.adjusted(parsed(given));
    List<Double> expected = parsed(adjusted);
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(found.get(i)).isCloseTo(expected.get(i), within(1e-12));
    }
  }

  @Test
  void whatIsNoProbabilityIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Holm.adjusted(List.of(0.5, 1.1)));
    assertThat(Holm.adjusted(List.of())).isEmpty();
  }
}
