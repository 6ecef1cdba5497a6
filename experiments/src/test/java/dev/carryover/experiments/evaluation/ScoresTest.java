package dev.carryover.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.carryover.experiments.plan.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final Scores OLD = new Scores(Map.of(Metric.ERROR, List.of(0.1, 0.2, 0.3)));
  private static final Scores NEW = new Scores(Map.of(Metric.ERROR, List.of(0.4, 0.5, 0.6)));

  @Test
  void onlyTheReplicasAskedForAreUpdated() {
    assertThat(OLD.updated(NEW, r -> r != 1).values())
        .isEqualTo(Map.of(Metric.ERROR, List.of(0.4, 0.2, 0.6)));
    assertThat(OLD.values()).isEqualTo(Map.of(Metric.ERROR, List.of(0.1, 0.2, 0.3)));
  }

  @Test
  void aMetricThatDoesNotApplyIsNamed() {
    assertThatNullPointerException()
        .isThrownBy(() -> OLD.value(Metric.SQUARED_ERROR_SNAPPED, 0))
        .withMessage("squaredErrorSnapped");
  }

  @Test
  void summariesAreByTheMetricsKeys() {
    assertThat(OLD.summaries()).containsOnlyKeys("error");
    assertThat(OLD.summaries().values())
        .extracting(s -> s.replicas())
        .containsExactly(List.of(0.1, 0.2, 0.3));
  }

  @Test
  void noNumberIsNeverSummarized() {
    Scores broken = new Scores(Map.of(Metric.SQUARED_ERROR, List.of(0.1, Double.NaN)));
    assertThatIllegalArgumentException()
        .isThrownBy(broken::summaries)
        .withMessage("expected finite figures, found [0.1, NaN]");
  }
}
