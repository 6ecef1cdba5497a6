package dev.carryover.experiments.report.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.statistics.Summary;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "0.0692345, 0.0123,    0.069 ± 0.012",
    "0.0692345, 0.00031,   0.06923 ± 0.00031",
    "0.0692345, 0.0998,    0.07 ± 0.10",
    "0.0692345, 0.0994,    0.069 ± 0.099",
    "0.5,       0.000001,  0.500000 ± 0.000001",
    "0.5,       1e-9,      0.500000 ± 0.000000",
    "12.3456,   2.5,       12.3 ± 2.5",
    "1234.5,    250,       1235 ± 250",
    "-0.0301,   0.011,     −0.030 ± 0.011",
    "-0.0001,   0.011,     0.000 ± 0.011"
  })
  void aFigureHasAsManyDecimalsAsTwoDigitsOfItsMarginHave(
      double value, double margin, String text) {
    assertThat(Quantity.within(value, margin, 3)).hasToString(text);
  }

  @Test
  void withoutAMarginTheGivenDecimalsStand() {
    assertThat(Quantity.given(0.0692345, 3)).hasToString("0.069");
    assertThat(Quantity.of(Summary.of(List.of(0.5)), 4)).hasToString("0.5000");
  }

  @Test
  void aMarginOfNothingSupportsNoMoreThanTheGivenDecimals() {
    assertThat(Quantity.of(Summary.of(Collections.nCopies(5, 0.25)), 3))
        .hasToString("0.250 ± 0.000");
  }

  @Test
  void percentKeepsWhatIsSupported() {
    assertThat(Quantity.within(0.0692345, 0.0123, 3).percent()).hasToString("6.9 ± 1.2");
    assertThat(Quantity.given(0.0692345, 3).percent()).hasToString("6.9");
  }

  @Test
  void aSignIsAlwaysThereWhenAskedFor() {
    assertThat(Quantity.given(0.011, 3).signed()).isEqualTo("+0.011");
    assertThat(Quantity.given(-0.011, 3).signed()).isEqualTo("−0.011");
    assertThat(Quantity.given(0, 3).signed()).isEqualTo("0.000");
  }

  @Test
  void anIntervalThatIsCutOffAtOneSideIsWrittenWithBoth() {
    Quantity cut = new Quantity(0.01, Optional.of(new Quantity.Interval(0.01, 0.025)), 3);
    assertThat(cut).hasToString("0.010 +0.025 −0.010");
    assertThat(cut.percent()).hasToString("1.0 +2.5 −1.0");
  }

  @Test
  void theMagnitudeOfANegativeFigureTurnsItsIntervalRound() {
    Quantity negative = new Quantity(-0.5, Optional.of(new Quantity.Interval(0.1, 0.3)), 3);
    assertThat(negative.magnitude()).hasToString("0.50 +0.10 −0.30");
    assertThat(Quantity.given(0.5, 1).magnitude()).hasToString("0.5");
  }
}
