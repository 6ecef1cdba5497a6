package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SummaryTest {
  @Test
  void theIntervalIsStudents() {
    // SciPy 1.17.1: x = [.071, .069, .075, .066, .073]; t.interval(.95, 4, mean(x), sem(x))
    Summary summary = Summary.of(List.of(0.071, 0.069, 0.075, 0.066, 0.073));
    assertThat(summary.mean()).isCloseTo(0.0708, within(1e-15));
    assertThat(summary.low().orElseThrow()).isCloseTo(0.06646305410339128, within(1e-10));
    assertThat(summary.high().orElseThrow()).isCloseTo(0.07513694589660873, within(1e-10));
    assertThat(summary.halfWidth().orElseThrow()).isCloseTo(0.004336945896608732, within(1e-10));
    assertThat(summary.replicas()).containsExactly(0.071, 0.069, 0.075, 0.066, 0.073);
  }

  @Test
  void anIntervalOfAFractionEndsAtOne() {
    // SciPy 1.17.1: t.interval(.95, 4, mean(x), sem(x)) is (.9144710978960441, 1.0255289021039558)
    List<Double> fractions = List.of(0.9, 0.95, 1.0, 1.0, 1.0);
    Summary summary = Summary.ofFraction(fractions);
    assertThat(summary.low().orElseThrow()).isCloseTo(0.9144710978960441, within(1e-10));
    assertThat(summary.high()).contains(1.0);
    assertThat(summary.halfWidth().orElseThrow()).isCloseTo(0.0555289021039558, within(1e-10));
    assertThat(Summary.of(fractions).high().orElseThrow())
        .isCloseTo(1.0255289021039558, within(1e-10));
  }

  @Test
  void anIntervalOfSquaredErrorsBeginsAtZero() {
    List<Double> errors = List.of(0.0, 0.0, 0.0, 0.0, 2.0);
    assertThat(Summary.of(errors).low().orElseThrow()).isNegative();
    assertThat(Summary.of(errors, Range.NONNEGATIVE).low()).contains(0.0);
  }

  @Test
  void fewerThanFiveReplicasHaveNoInterval() {
    Summary four = Summary.of(List.of(1.0, 2.0, 3.0, 6.0));
    assertThat(four.sd()).isCloseTo(Math.sqrt(14 / 3.0), within(1e-10));
    assertThat(four.low()).isEmpty();
    assertThat(four.high()).isEmpty();
    assertThat(four.interval()).isEmpty();
    assertThat(four.halfWidth()).isEmpty();
    assertThat(four.supportsInterval()).isFalse();
    Summary five = Summary.of(List.of(1.0, 2.0, 3.0, 6.0, 3.0));
    assertThat(five.interval()).isPresent();
    assertThat(five.supportsInterval()).isTrue();
  }

  @Test
  void oneReplicaHasNoSpread() {
    Summary summary = Summary.of(List.of(0.25));
    assertThat(summary.mean()).isEqualTo(0.25);
    assertThat(summary.sd()).isZero();
    assertThat(summary.interval()).isEmpty();
  }

  @Test
  void replicasThatAgreeHaveAnIntervalOfOnePoint() {
    Summary summary = Summary.of(List.of(0.5, 0.5, 0.5, 0.5, 0.5));
    assertThat(summary.interval()).contains(new Interval(0.5, 0.5));
  }

  @Test
  void smallSpreadsOnLargeMeansAreNotLost() {
    assertThat(Summary.of(List.of(1e9, 1e9 + 1, 1e9 + 2)).sd()).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void figuresThatAreNotFiniteAreRefused(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Summary.of(List.of(0.5, value)))
        .withMessage("expected finite figures, found [0.5, " + value + "]");
  }

  @Test
  void noFigureIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Summary.of(List.of()))
        .withMessage("expected finite figures, found []");
  }

  @Test
  void moreThanAllIsNoFraction() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Summary.ofFraction(List.of(0.5, 1.5)))
        .withMessage("expected figures from 0.0 to 1.0, found 1.5");
  }

  @Test
  void aPairedDifferenceForgetsWhatReplicasHaveInCommon() {
    Summary a = Summary.of(List.of(10.5, 20.0, 35.5));
    Summary b = Summary.of(List.of(10.0, 19.5, 35.0));
    Summary difference = Summary.ofDifference(a, b);
    assertThat(difference.replicas()).containsExactly(0.5, 0.5, 0.5);
    assertThat(difference.sd()).isZero();
    assertThat(Summary.ofDifference(b, a).mean()).isEqualTo(-0.5);
  }

  @Test
  void pairsNeedPartners() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Summary.ofDifference(Summary.of(List.of(1.0, 2.0)), Summary.of(List.of(1.0))))
        .withMessage("cannot pair 2 replicas with 1");
  }

  @Test
  void itsJsonHasTheKeysOfRunJsonAlone() {
    assertThat(new JsonMapper().valueToTree(Summary.of(List.of(1.0))).propertyNames())
        .containsExactlyInAnyOrder("mean", "sd", "low", "high", "replicas");
  }
}
