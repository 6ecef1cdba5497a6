package dev.carryover.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplingErrorTest {

  @Test
  void sevenPercentOnAThousandImagesIsKnownToOnePointSixPoints() {
    assertThat(SamplingError.halfWidth(0.07, 1_000)).isEqualTo(0.016, within(0.0005));
  }

  @Test
  void tenTimesTheImagesNarrowItThreefold() {
    assertThat(SamplingError.halfWidth(0.07, 1_000) / SamplingError.halfWidth(0.07, 10_000))
        .isEqualTo(Math.sqrt(10), within(1e-12));
  }
}
