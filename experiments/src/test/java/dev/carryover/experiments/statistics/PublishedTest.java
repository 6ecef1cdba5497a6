package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.hipparchus.stat.descriptive.StatisticalSummaryValues;
import org.hipparchus.stat.inference.TTest;
import org.junit.jupiter.api.Test;

/**
 * SciPy 1.17.1 with NumPy 2.4.6 gave the figures: {@code x = [.071, .069, .075, .066, .073]; m, s =
 * mean(x), std(x, ddof=1)}.
 */
class PublishedTest {
  private static final int IMAGES = 10_000;
  private static final Summary MEASURED =
      Summary.ofFraction(List.of(0.071, 0.069, 0.075, 0.066, 0.073));
  private static final Summary FOUR = Summary.ofFraction(List.of(0.07, 0.071, 0.072, 0.073));

  private static void isClose(Optional<Interval> found, double low, double high) {
    assertThat(found.orElseThrow().low()).isCloseTo(low, within(1e-10));
    assertThat(found.orElseThrow().high()).isCloseTo(high, within(1e-10));
  }

  @Test
  void aSingleRunIsJudgedByThePredictionOfOneMoreRun() {
    // h = t.ppf(.975, 4)*s*sqrt(1 + 1/5); m - h, m + h
    Published.SingleRun published = new Published.SingleRun(0.0815, 0.0005, Range.FRACTION);
    isClose(published.agreeing(MEASURED, IMAGES), 0.06017669551125132, 0.08142330448874868);
    assertThat(published.judge(MEASURED, IMAGES)).isEqualTo(Verdict.AGREES);
    // 0.0819 is printed for values from 0.0814 on, which is inside; 0.082 is not.
    assertThat(single(0.0819, 0.0005).judge(MEASURED, IMAGES)).isEqualTo(Verdict.AGREES);
    assertThat(single(0.0820, 0.0005).judge(MEASURED, IMAGES)).isEqualTo(Verdict.DIFFERS);
    assertThat(single(0.0815, 0).judge(MEASURED, IMAGES)).isEqualTo(Verdict.DIFFERS);
    assertThat(single(0.0600, 0).judge(MEASURED, IMAGES)).isEqualTo(Verdict.DIFFERS);
    assertThat(single(0.0602, 0).judge(MEASURED, IMAGES)).isEqualTo(Verdict.AGREES);
  }

  private static Published single(double value, double rounding) {
    return new Published.SingleRun(value, rounding, Range.FRACTION);
  }

  @Test
  void aPredictionOfAFractionStaysWithinZeroAndOne() {
    Summary low = Summary.ofFraction(List.of(0.0, 0.0, 0.0, 0.0, 0.2));
    assertThat(single(0.5, 0).agreeing(low, IMAGES).orElseThrow().low()).isZero();
    Summary high = Summary.ofFraction(List.of(1.0, 1.0, 1.0, 1.0, 0.8));
    assertThat(single(0.5, 0).agreeing(high, IMAGES).orElseThrow().high()).isEqualTo(1);
  }

  @Test
  void aMeanOverSeedsIsJudgedByWelchsTest() {
    // brentq of ttest_ind_from_stats(m, s, 5, v, .004, 10, equal_var=False).pvalue - .05 in v
    isClose(
        seeds(0.07, 0.004, 10).agreeing(MEASURED, IMAGES),
        0.06626861541416436,
        0.07533138458583565);
    assertThat(seeds(0.0753, 0.004, 10).judge(MEASURED, IMAGES)).isEqualTo(Verdict.AGREES);
    assertThat(seeds(0.0754, 0.004, 10).judge(MEASURED, IMAGES)).isEqualTo(Verdict.DIFFERS);
    assertThat(seeds(0.0662, 0.004, 10).judge(MEASURED, IMAGES)).isEqualTo(Verdict.DIFFERS);
    assertThat(seeds(0.0663, 0.004, 10).judge(MEASURED, IMAGES)).isEqualTo(Verdict.AGREES);
  }

  @Test
  void theEndsAreWhereTheLibrarysPIsFivePercent() {
    double end = seeds(0.07, 0.0007, 400).agreeing(MEASURED, IMAGES).orElseThrow().high();
    double variance = MEASURED.sd() * MEASURED.sd();
    double p =
        new TTest()
            .tTest(
                new StatisticalSummaryValues(MEASURED.mean(), variance, 5, 0, 0, 0),
                new StatisticalSummaryValues(end, 0.0007 * 0.0007, 400, 0, 0, 0));
    assertThat(p).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void twoMeansWithoutSpreadAgreeWhenTheyAreEqual() {
    Summary measured = Summary.ofFraction(List.of(0.5, 0.5, 0.5, 0.5, 0.5));
    assertThat(seeds(0.5, 0, 10).judge(measured, IMAGES)).isEqualTo(Verdict.AGREES);
    assertThat(seeds(0.51, 0, 10).judge(measured, IMAGES)).isEqualTo(Verdict.DIFFERS);
  }

  private static Published seeds(double mean, double sd, int seeds) {
    return new Published.OverSeeds(mean, sd, seeds, 0, Range.FRACTION);
  }

  @Test
  void anIntervalOfATestSetIsCombinedWithOurs() {
    // w = binomtest(708, 10000).proportion_ci(.95, 'wilson'); h as above
    // m - sqrt(h**2 + .0017**2 + (m - w.low)**2), m + sqrt(h**2 + .0017**2 + (w.high - m)**2)
    isClose(
        new Published.OfTestSet(0.07, 0.0017, 0).agreeing(MEASURED, IMAGES),
        0.05899307277834205,
        0.08274649724062157);
    assertThat(new Published.OfTestSet(0.0827, 0.0017, 0).judge(MEASURED, IMAGES))
        .isEqualTo(Verdict.AGREES);
    assertThat(new Published.OfTestSet(0.0828, 0.0017, 0).judge(MEASURED, IMAGES))
        .isEqualTo(Verdict.DIFFERS);
    assertThat(new Published.OfTestSet(0.0828, 0.0017, 0).judge(MEASURED, 1000))
        .isEqualTo(Verdict.AGREES);
  }

  @Test
  void fewerThanFiveReplicasGetNoVerdict() {
    for (Published published :
        List.of(
            single(0.0715, 0), seeds(0.0715, 0.01, 10), new Published.OfTestSet(0.0715, 0.01, 0))) {
      assertThat(published.judge(FOUR, IMAGES)).isEqualTo(Verdict.NO_VERDICT);
      assertThat(published.agreeing(FOUR, IMAGES)).isEmpty();
    }
  }

  @Test
  void aRoundingIsHalfTheLastDigit() {
    assertThat(Published.roundingOf(3)).isEqualTo(0.0005, within(1e-18));
  }

  @Test
  void figuresThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> single(1.2, 0))
        .withMessage("expected a published figure from 0.0 to 1.0, found 1.2");
    assertThatIllegalArgumentException().isThrownBy(() -> single(Double.NaN, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> single(0.5, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> seeds(0.5, -1, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seeds(0.5, 0.1, 1))
        .withMessage("expected 2 seeds or more, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Published.OfTestSet(0.5, Double.NaN, 0));
  }
}
