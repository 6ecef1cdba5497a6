package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.experiments.report.chart.BarChart.Bar;
import dev.carryover.experiments.report.chart.BarChart.Bars;
import dev.carryover.experiments.report.figure.DrawnFigure;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarChartTest {

  @Test
  void noMarkReachesBelowZero() {
    Summary low =
        new Summary(0.01, 0.02, Optional.of(-0.01), Optional.of(0.03), List.of(0.0, 0.02));
    assertThat(Bar.of(low)).isEqualTo(new Bar(0.01, 0, 0.03));
    assertThat(Bar.spread(0.01, 0.02)).isEqualTo(new Bar(0.01, 0, 0.03));
  }

  @Test
  void withoutAnIntervalThereIsNoMark() {
    assertThat(Bar.of(Summary.of(List.of(0.5)))).isEqualTo(new Bar(0.5, 0.5, 0.5));
  }

  @ParameterizedTest
  @CsvSource({"1, 0.2", "1.3, 0.5", "0.066, 0.02", "6, 1", "0.0001, 0.00002", "130, 50"})
  void linesAreOneTwoOrFiveTimesAPowerOfTenApart(double most, double step) {
    assertThat(BarChart.step(most)).isEqualTo(step, within(1e-12));
  }

  @Test
  void aBarIsAsHighAsItsValue() throws IOException {
    Figure figure =
        new BarChart(
                "unit",
                "class",
                List.of("0", "1"),
                List.of(
                    new Bars(
                        "one", Palette.BLUE, List.of(new Bar(1, 1, 1), new Bar(0.25, 0.25, 0.25)))))
            .figure("bars", "caption");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
    int whole = blue(image, 0.15, 0.55);
    assertThat((double) blue(image, 0.6, 1) / whole).isEqualTo(0.25, within(0.01));
    assertThat(whole).isGreaterThan(image.getHeight() / 2);
  }

  /** How many rows of pixels are blue somewhere between two columns. */
  private static int blue(BufferedImage image, double from, double to) {
    int rows = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      boolean found = false;
      for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
        found |= image.getRGB(x, y) == Palette.BLUE.color().getRGB();
      }
      rows += found ? 1 : 0;
    }
    return rows;
  }
}
