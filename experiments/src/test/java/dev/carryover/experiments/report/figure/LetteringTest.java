package dev.carryover.experiments.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LetteringTest {

  @Test
  void aTextThatFitsStandsAsItIs() {
    assertThat(Lettering.fitted("baseline", ChartStyle.TEXT, 200)).isEqualTo("baseline");
  }

  @Test
  void aLongerOneLosesItsMiddleSoThatBothEndsTellItFromOthers() {
    String fitted = Lettering.fitted("transfer-of-digits-0-to-4-frozen", ChartStyle.TEXT, 100);
    assertThat(fitted).startsWith("trans").contains("…").endsWith("ozen");
    assertThat(Lettering.width(fitted, ChartStyle.TEXT)).isLessThanOrEqualTo(100);
    assertThat(Lettering.fitted("anything", ChartStyle.TEXT, 1)).isEqualTo("…");
  }
}
