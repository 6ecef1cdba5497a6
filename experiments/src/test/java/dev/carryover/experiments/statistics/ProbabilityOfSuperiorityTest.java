package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** SciPy 1.17.1 gave the figures, by the snippets in the tests. */
class ProbabilityOfSuperiorityTest {
  private static final Summary FIRST =
      Summary.of(List.of(0.071, 0.069, 0.075, 0.066, 0.073, 0.070));
  private static final Summary SECOND = Summary.of(List.of(0.074, 0.069, 0.078, 0.068, 0.071));

  private static void isClose(ProbabilityOfSuperiority found, double low, double high) {
    assertThat(found.interval().orElseThrow().low()).isCloseTo(low, within(1e-9));
    assertThat(found.interval().orElseThrow().high()).isCloseTo(high, within(1e-9));
  }

  /**
   * {@code mannwhitneyu(second, first).statistic/30}; the ends by {@code brentq(lambda t: (t -
   * v)**2 - norm.ppf(.975)**2*t*(1 - t)*(1 + k*((1 - t)/(2 - t) + t/(1 + t)))/30, 0, v,
   * xtol=1e-14)} and from v to 1, with {@code k = 11/2 - 1}.
   */
  @Test
  void unpairedItIsMannAndWhitneysWithNewcombesInterval() {
    ProbabilityOfSuperiority found = ProbabilityOfSuperiority.unpaired(FIRST, SECOND);
    assertThat(found.value()).isCloseTo(17 / 30.0, within(1e-12));
    isClose(found, 0.25930049922078946, 0.8270256865596918);
    ProbabilityOfSuperiority other = ProbabilityOfSuperiority.unpaired(SECOND, FIRST);
    isClose(other, 1 - 0.8270256865596918, 1 - 0.25930049922078946);
  }

  @Test
  void alwaysAndNeverHaveIntervalsThatEndThere() {
    // As above with v = 1 or 0 and 25 pairs.
    Summary low = Summary.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
    Summary high = Summary.of(List.of(6.0, 7.0, 8.0, 9.0, 10.0));
    isClose(ProbabilityOfSuperiority.unpaired(low, high), 0.6427028239310414, 1);
    isClose(ProbabilityOfSuperiority.unpaired(high, low), 0, 0.35729717606895856);
  }

  @Test
  void pairedItIsAShareOfSeedsWithWilsonsInterval() {
    // Four of five are below: binomtest(4, 5).proportion_ci(.95, 'wilson')
    Summary five = Summary.of(List.of(0.071, 0.067, 0.079, 0.066, 0.070));
    ProbabilityOfSuperiority found = ProbabilityOfSuperiority.paired(five, SECOND);
    assertThat(found.value()).isEqualTo(0.8);
    isClose(found, 0.3755346297625253, 0.9637758913675698);
  }

  @Test
  void aTieIsHalfAWin() {
    assertThat(ProbabilityOfSuperiority.paired(SECOND, SECOND).value()).isEqualTo(0.5);
    assertThat(ProbabilityOfSuperiority.unpaired(SECOND, SECOND).value()).isEqualTo(0.5);
  }

  @Test
  void fewReplicasOfEitherHaveNoInterval() {
    Summary few = Summary.of(List.of(0.07));
    assertThat(ProbabilityOfSuperiority.unpaired(few, SECOND).interval()).isEmpty();
    assertThat(ProbabilityOfSuperiority.unpaired(SECOND, few).interval()).isEmpty();
    assertThat(ProbabilityOfSuperiority.paired(few, few).interval()).isEmpty();
  }
}
