package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EndLabelsTest {

  @Test
  void labelsWithRoomStayWhereTheyAre() {
    assertThat(EndLabels.apart(List.of(10.0, 40.0), 15)).containsExactly(10.0, 40.0);
  }

  @Test
  void labelsTooNearMoveApartAroundTheirMean() {
    assertThat(EndLabels.apart(List.of(20.0, 24.0), 15)).containsExactly(14.5, 29.5);
  }

  @Test
  void aGroupTakesInWhatItRunsInto() {
    List<Double> places = EndLabels.apart(List.of(6.0, 20.0, 22.0, 24.0, 100.0), 10);
    assertThat(places).containsExactly(3.0, 13.0, 23.0, 33.0, 100.0);
  }

  @Test
  void whatLiesTooLowIsRaisedWithWhatItThenMeets() {
    assertThat(EndLabels.above(List.of(50.0, 80.0, 99.0), 10, 90))
        .containsExactly(50.0, 80.0, 90.0);
    assertThat(EndLabels.above(List.of(50.0, 85.0, 99.0), 10, 90))
        .containsExactly(50.0, 80.0, 90.0);
  }
}
