package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.report.figure.DrawnFigure;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ParallelChartTest {

  private static BufferedImage draw(double first, double second) throws IOException {
    Figure figure =
        ParallelChart.of(
            "parallel",
            "caption",
            List.of("rate", "units", "order"),
            "error",
            List.of(
                new ParallelChart.Path(List.of("0.1", "[25]", "once"), first),
                new ParallelChart.Path(List.of("0.5", "[50]", "once"), second)));
    return ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
  }

  /** The heights of the best setting's thick line, in a column right of the first axis. */
  private static double height(BufferedImage image, int column) {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      if (image.getRGB(column, y) == Palette.BLUE.color().getRGB()) {
        sum += y;
        count++;
      }
    }
    assertThat(count).isPositive();
    return sum / count;
  }

  @Test
  void theBestSettingIsThickWhicheverItIs() throws IOException {
    int column = 200;
    // The first values stand below, so the first setting's line is lower in the picture.
    assertThat(height(draw(0.1, 0.2), column)).isGreaterThan(height(draw(0.2, 0.1), column) + 100);
  }

  @Test
  void settingsThatComeToTheSameAreDrawnToo() throws IOException {
    assertThat(height(draw(0.1, 0.1), 200)).isPositive();
  }
}
