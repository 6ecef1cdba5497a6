package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  private static final Summary FIRST =
      Summary.ofFraction(List.of(0.19, 0.22, 0.23, 0.18, 0.25, 0.24));
  private static final Summary SECOND = Summary.ofFraction(List.of(0.2, 0.2, 0.2, 0.2, 0.2, 0.2));

  @Test
  void seedsArePaired() {
    // SciPy 1.17.1: d = [-.01, .02, .03, -.02, .05, .04]; t.interval(.95, 5, mean(d), sem(d))
    // mean(d)/std(d, ddof=1); |d| ties by hand: wilcoxon([-1, 2, 3, -2, 5, 4],
    // method=PermutationMethod(n_resamples=10**6)).pvalue
    PairedComparison found = PairedComparison.of(FIRST, SECOND);
    Interval interval = found.difference().interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(-0.010913115614196878, within(1e-10));
    assertThat(interval.high()).isCloseTo(0.047579782280863556, within(1e-10));
    assertThat(found.effectSize().orElseThrow()).isCloseTo(0.6578457929237864, within(1e-10));
    assertThat(found.firstBetter().value()).isCloseTo(2 / 6.0, within(1e-10));
  }

  @Test
  void ranksAreThoseOfTheDifferences() {
    Summary whole = Summary.of(List.of(-1.0, 2.0, 3.0, -2.0, 5.0, 4.0));
    Summary zero = Summary.of(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
    assertThat(PairedComparison.of(whole, zero).signedRank().orElseThrow())
        .isCloseTo(0.1875, within(1e-10));
  }

  @Test
  void fewerThanFiveReplicasHaveValuesAlone() {
    Summary four = Summary.of(List.of(1.0, 2.0, 3.0, 4.0));
    PairedComparison found = PairedComparison.of(four, Summary.of(List.of(0.0, 0.0, 0.0, 1.0)));
    assertThat(found.difference().replicas()).containsExactly(1.0, 2.0, 3.0, 3.0);
    assertThat(found.difference().interval()).isEmpty();
    assertThat(found.effectSize()).isEmpty();
    assertThat(found.signedRank()).isEmpty();
    assertThat(found.firstBetter().value()).isZero();
    assertThat(found.firstBetter().interval()).isEmpty();
  }

  @Test
  void equalDifferencesHaveNoEffectSize() {
    assertThat(PairedComparison.of(SECOND, SECOND).effectSize()).isEmpty();
    assertThat(PairedComparison.of(SECOND, SECOND).signedRank()).contains(1.0);
  }
}
