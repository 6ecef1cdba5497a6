package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

  @Test
  void theErrorIsTheShareOffTheDiagonal() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of(List.of(8L, 2L), List.of(1L, 9L)));
    assertThat(matrix.error()).isEqualTo(0.15, within(1e-12));
  }

  @Test
  void aClassThatIsNeitherTrueNorPredictedIsLeftOut() {
    ConfusionMatrix matrix =
        new ConfusionMatrix(
            List.of(
                List.of(0L, 0L, 0L, 0L),
                List.of(0L, 5L, 0L, 1L),
                List.of(0L, 0L, 0L, 0L),
                List.of(0L, 0L, 0L, 0L)));
    assertThat(matrix.classes()).containsExactly(1, 3);
  }
}
