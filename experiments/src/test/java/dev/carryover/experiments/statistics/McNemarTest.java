package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SciPy 1.17.1 and statsmodels 0.15.0 gave the figures, by the snippets in the tests. */
class McNemarTest {
  /**
   * Below 25: {@code binomtest(min(b, c), b + c, .5).pvalue}; from 25: {@code chi2.sf(max(0, abs(b
   * - c) - 1)**2/(b + c), 1)}. 3, 12 and 5, 40 are also {@code mcnemar([[0, b], [c, 0]],
   * exact=…).pvalue} of statsmodels.
   */
  @ParameterizedTest
  @CsvSource({
    "3, 12, 0.03515625",
    "12, 3, 0.03515625",
    "0, 0, 1",
    "7, 7, 1",
    "10, 14, 0.5412561893463135",
    "10, 15, 0.4237107971667936",
    "5, 40, 4.0112993295804213e-07",
    "30, 30, 1",
    "100, 400, 8.851095882059483e-41"
  })
  void itIsScipys(int onlyFirst, int onlySecond, double p) {
    assertThat(McNemar.pValue(onlyFirst, onlySecond)).isCloseTo(p, within(1e-9 * p));
  }

  @Test
  void fewPooledImagesHaveTheirSignsFlipped() {
    // permutation_test((d,), sum, permutation_type='samples', n_resamples=inf).pvalue
    assertThat(McNemar.pooled(new int[] {3, -1, 2, 2, -1, 1, 3, 0, 0, 1}))
        .isCloseTo(0.1015625, within(1e-12));
  }

  @Test
  void manyPooledImagesAreClusters() {
    // d = array([2]*14 + [-1]*10 + [3]*4 + [-3]*3 + [0]*50); chi2.sf(d.sum()**2/(d**2).sum(), 1)
    int[] differences =
        IntStream.range(0, 81)
            .map(i -> i < 14 ? 2 : i < 24 ? -1 : i < 28 ? 3 : i < 31 ? -3 : 0)
            .toArray();
    assertThat(McNemar.pooled(differences)).isCloseTo(0.06446548007781994, within(1e-12));
  }

  @Test
  void oneReplicaPooledIsOnePair() {
    int[] differences = IntStream.range(0, 100).map(i -> i < 3 ? 1 : i < 15 ? -1 : 0).toArray();
    assertThat(McNemar.pooled(differences)).isCloseTo(McNemar.pValue(3, 12), within(1e-12));
  }

  @Test
  void manyReplicasThatAnswerAlikeSayNoMoreThanOne() {
    int[] one = IntStream.range(0, 100).map(i -> i < 20 ? 1 : i < 55 ? -1 : 0).toArray();
    int[] thirty = IntStream.of(one).map(d -> 30 * d).toArray();
    assertThat(McNemar.pooled(thirty)).isCloseTo(McNemar.pooled(one), within(1e-12));
    assertThat(McNemar.pooled(one)).isBetween(0.01, 0.1);
  }

  @Test
  void fewerThanNoImagesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> McNemar.pValue(-1, 3));
  }
}
