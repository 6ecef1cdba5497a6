package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonIntervalTest {
  /** SciPy 1.17.1: {@code binomtest(k, n).proportion_ci(.95, 'wilson')}. */
  @ParameterizedTest
  @CsvSource({
    "70, 1000, 0.05577636414629405, 0.08751464815128335",
    "0, 100, 0.0, 0.03699349820698568",
    "100, 100, 0.9630065017930143, 1.0",
    "3, 20, 0.05236874589621662, 0.3604188647407569"
  })
  void itIsScipys(int wrong, int images, double low, double high) {
    WilsonInterval found = WilsonInterval.of((double) wrong / images, images);
    assertThat(found.interval().low()).isCloseTo(low, within(1e-12)).isBetween(0.0, 1.0);
    assertThat(found.interval().high()).isCloseTo(high, within(1e-12)).isBetween(0.0, 1.0);
    assertThat(found.halfWidth()).isCloseTo((high - low) / 2, within(1e-12));
  }

  @Test
  void noneAndAllAreInsideAndNothingBeyondThem() {
    for (int images = 1; images <= 1000; images++) {
      assertThat(WilsonInterval.of(0, images).interval().low()).isZero();
      assertThat(WilsonInterval.of(1, images).interval().high()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoFractionOfImagesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(1.01, 10));
    assertThatIllegalArgumentException().isThrownBy(() -> WilsonInterval.of(Double.NaN, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WilsonInterval.of(0.5, 0))
        .withMessage("expected 1 image or more, found 0");
  }
}
