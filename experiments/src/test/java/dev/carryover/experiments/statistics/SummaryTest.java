package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SummaryTest {
  @Test
  void theIntervalIsStudents() {
    // t of 3 degrees of freedom at 0.975 is 3.182446305 in every table.
    Summary summary = Summary.of(List.of(1.0, 2.0, 3.0, 6.0));
    double sd = Math.sqrt((4 + 1 + 0 + 9) / 3.0);
    double half = 3.182446305 * sd / 2;
    assertThat(summary.mean()).isEqualTo(3.0);
    assertThat(summary.sd()).isCloseTo(sd, within(1e-12));
    assertThat(summary.low().orElseThrow()).isCloseTo(3 - half, within(1e-8));
    assertThat(summary.high().orElseThrow()).isCloseTo(3 + half, within(1e-8));
    assertThat(summary.replicas()).containsExactly(1.0, 2.0, 3.0, 6.0);
  }

  @Test
  void twoReplicasHaveOneDegreeOfFreedom() {
    // t of 1 degree of freedom is a Cauchy quantile: tan(0.475 π) = 12.7062.
    Summary summary = Summary.of(List.of(-1.0, 1.0));
    double half = Math.tan(0.475 * Math.PI) * Math.sqrt(2) / Math.sqrt(2);
    assertThat(summary.high().orElseThrow()).isCloseTo(half, within(1e-6));
    assertThat(summary.low().orElseThrow()).isCloseTo(-half, within(1e-6));
  }

  @Test
  void oneReplicaHasNoInterval() {
    Summary summary = Summary.of(List.of(0.25));
    assertThat(summary.mean()).isEqualTo(0.25);
    assertThat(summary.sd()).isZero();
    assertThat(summary.low()).isEmpty();
    assertThat(summary.high()).isEmpty();
    assertThat(summary.contains(0.25)).isEmpty();
  }

  @Test
  void replicasThatAgreeHaveAnIntervalOfOnePoint() {
    Summary summary = Summary.of(List.of(0.5, 0.5, 0.5));
    assertThat(summary.low()).contains(0.5);
    assertThat(summary.contains(0.5)).contains(true);
    assertThat(summary.contains(Math.nextUp(0.5))).contains(false);
  }

  @Test
  void smallSpreadsOnLargeMeansAreNotLost() {
    assertThat(Summary.of(List.of(1e9, 1e9 + 1, 1e9 + 2)).sd()).isCloseTo(1, within(1e-9));
  }

  @Test
  void anIntervalContainsItsEndsAndNothingBeyond() {
    Summary summary = Summary.of(List.of(0.1, 0.2, 0.4));
    double low = summary.low().orElseThrow();
    double high = summary.high().orElseThrow();
    assertThat(summary.contains(low)).contains(true);
    assertThat(summary.contains(high)).contains(true);
    assertThat(summary.contains(Math.nextDown(low))).contains(false);
    assertThat(summary.contains(Math.nextUp(high))).contains(false);
    assertThat(summary.contains(Double.NaN)).contains(false);
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
  void aPairedDifferenceForgetsWhatReplicasHaveInCommon() {
    Summary a = Summary.of(List.of(10.5, 20.0, 35.5));
    Summary b = Summary.of(List.of(10.0, 19.5, 35.0));
    Summary difference = Summary.ofDifference(a, b);
    assertThat(difference.replicas()).containsExactly(0.5, 0.5, 0.5);
    assertThat(difference.sd()).isZero();
    assertThat(difference.contains(0)).contains(false);
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
  void aSingleRunAgreesWithinThePredictionIntervalAndItsRounding() {
    // Mean 3, sd 1, R = 3: 3 ± 4.302653 · √(4/3) = 3 ± 4.968275.
    Summary summary = Summary.of(List.of(2.0, 3.0, 4.0));
    assertThat(summary.agreesWith(7.968, 0)).contains(true);
    assertThat(summary.agreesWith(7.969, 0)).contains(false);
    assertThat(summary.agreesWith(7.969, 0.001)).contains(true);
    assertThat(summary.agreesWith(-1.969, 0)).contains(false);
    assertThat(summary.agreesWith(Double.NaN, 1)).contains(false);
    assertThat(Summary.of(List.of(2.0)).agreesWith(2, 1)).isEmpty();
  }
}
