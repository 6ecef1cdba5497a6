package dev.carryover.experiments.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
  private static final float BELOW_UPPER = Math.nextDown(0.75f);
  private static final float ABOVE_LOWER = Math.nextUp(0.25f);

  @ParameterizedTest
  @CsvSource({"0.75,1", "0.8,1", "1,1", "7,1", "0.25,0", "0.1,0", "0,0", "-3,0", "0.5,0.5"})
  void snappedReadingAreOneFromThreeQuartersOnAndZeroUpToAQuarter(float value, float read) {
    assertThat(Reading.SNAPPED.read(value)).isEqualTo(read);
  }

  @Test
  void whatLiesJustBetweenStays() {
    assertThat(Reading.SNAPPED.read(BELOW_UPPER)).isEqualTo(BELOW_UPPER);
    assertThat(Reading.SNAPPED.read(ABOVE_LOWER)).isEqualTo(ABOVE_LOWER);
  }

  @Test
  void noNumberStaysNoNumber() {
    assertThat(Reading.SNAPPED.read(Float.NaN)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.1f, 0.25f, 0.75f, 0.999f, -2})
  void rawReadingAreWhatTheyAre(float value) {
    assertThat(Reading.RAW.read(value)).isEqualTo(value);
  }
}
