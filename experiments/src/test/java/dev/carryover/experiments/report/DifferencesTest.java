package dev.carryover.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.statistics.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void anIntervalBelowZeroIsBetterAndAboveZeroWorse() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.020, -0.0205, -0.021, -0.0215, -0.022))))
        .isEqualTo("better by 2.100 ± 0.098 points");
    assertThat(Differences.verdict(Summary.of(List.of(0.020, 0.0205, 0.021, 0.0215, 0.022))))
        .isEqualTo("worse by 2.100 ± 0.098 points");
  }

  @Test
  void anIntervalAcrossZeroIsNoDifference() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.02, 0.03, -0.01, 0.02, 0.005))))
        .isEqualTo("no difference that 5 replicas can show (+0.5 ± 2.6 points)");
  }

  @Test
  void fewReplicasShowNothing() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.02))))
        .isEqualTo("−2.0 points in 1 replica, so without an interval");
    assertThat(Differences.verdict(Summary.of(List.of(-0.02, -0.03))))
        .isEqualTo("−2.5 points in 2 replicas, so without an interval");
  }
}
