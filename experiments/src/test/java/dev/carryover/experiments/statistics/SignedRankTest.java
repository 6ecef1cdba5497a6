package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankTest {
  private static double[] parsed(String numbers) {
    return Arrays.stream(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /**
   * SciPy 1.17.1: {@code wilcoxon(d, zero_method='wilcox',
   * method=PermutationMethod(n_resamples=10**9))} of the differences that are not 0, which is exact
   * with ties too.
   */
  @ParameterizedTest
  @CsvSource({
    "1.5 -0.3 2.2 0.8 -1.1 3.0 0.4 2.7, 0.078125",
    "1 1 2 -2 3 3 -1 4 5, 0.0703125",
    "0 0 1 2 -3 4 5 6, 0.15625",
    "1 2 3 4 5, 0.0625",
    "1 -1, 1"
  })
  void itIsScipysExactTest(String differences, double p) {
    assertThat(SignedRank.pValue(parsed(differences))).isCloseTo(p, within(1e-12));
  }

  /** SciPy 1.17.1: {@code wilcoxon(d, method='exact').pvalue}. */
  @Test
  void itIsExactBeyondThirtyPairs() {
    double[] differences =
        parsed(
            "0.646 1.122 0.63 -1.003 1.205 0.746 -0.237 0.881 0.665 0.594 0.328 0.847 -0.436 0.137"
                + " -0.182 0.899 0.34 0.008 -0.482 0.043 0.308 0.024 1.594 1.307 -2.411 -1.589 0.125"
                + " -0.122 0.514 0.517 2.418 -0.812 -0.078 2.343 0.947 0.963 -0.214 -1.348 0.467"
                + " 0.409");
    assertThat(SignedRank.pValue(differences)).isCloseTo(0.017157761747512268, within(1e-12));
  }

  @Test
  void itIsTheLibrarysTestWhereThatIsExact() {
    double[] differences = {0.3, -0.1, 0.7, 0.9, -0.4, 1.2, 1.5, 0.2, -0.6, 1.1, 0.8, 2.0};
    double library =
        new WilcoxonSignedRankTest()
            .wilcoxonSignedRankTest(new double[differences.length], differences, true);
    assertThat(SignedRank.pValue(differences)).isCloseTo(library, within(1e-12));
  }

  @Test
  void noDifferenceSaysNothing() {
    assertThat(SignedRank.pValue(new double[5])).isEqualTo(1);
    assertThat(SignedRank.pValue(new double[0])).isEqualTo(1);
  }

  @Test
  void fiveOfAKindCannotReachFivePercentAndSixCan() {
    assertThat(SignedRank.pValue(IntStream.rangeClosed(1, 6).asDoubleStream().toArray()))
        .isEqualTo(0.03125);
  }

  @Test
  void whatIsNotFiniteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignedRank.pValue(new double[] {1, Double.NaN}));
  }
}
