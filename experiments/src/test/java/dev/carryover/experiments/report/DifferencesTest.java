package dev.carryover.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.statistics.Summary;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

  @Test
  void anIntervalBelowZeroIsBetterAndAboveZeroWorse() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.020, -0.021, -0.022))))
        .isEqualTo("better by 2.10 ± 0.25 points");
    assertThat(Differences.verdict(Summary.of(List.of(0.020, 0.021, 0.022))))
        .isEqualTo("worse by 2.10 ± 0.25 points");
  }

  @Test
  void anIntervalAcrossZeroIsNoDifference() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.02, 0.03))))
        .isEqualTo("no difference that 2 replicas can show (+1 ± 32 points)");
  }

  @Test
  void oneReplicaShowsNothing() {
    assertThat(Differences.verdict(Summary.of(List.of(-0.02))))
        .isEqualTo("−2.0 points in one replica, so without an interval");
  }
}
