package dev.carryover.experiments.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.experiments.report.chart.Curve;
import dev.carryover.experiments.report.chart.CurveChart;
import dev.carryover.experiments.report.chart.CurveChart.Line;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawnFigureTest {

  private static Figure chart(String name) {
    NavigableMap<Integer, Double> one = new TreeMap<>(Map.of(0, 0.9, 10, 0.1, 20, 0.05));
    NavigableMap<Integer, Double> two = new TreeMap<>(Map.of(0, 0.8, 10, 0.2, 20, 0.06));
    return CurveChart.of(
        name,
        "caption",
        "fraction misclassified",
        1e-4,
        List.of(new Line("Case I", Palette.BLUE, new Curve(List.of(one, two)))));
  }

  /** Where the middle of all blue in a range of columns lies, in units from the top. */
  private static double middleOfBlue(BufferedImage image, double from, double to) {
    double sum = 0;
    int count = 0;
    for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        if (image.getRGB(x, y) == Palette.BLUE.color().getRGB()) {
          sum += y / 2.0;
          count++;
        }
      }
    }
    return sum / count;
  }

  @Test
  void aLinesNameStandsBesideItsEnd() throws IOException {
    NavigableMap<Integer, Double> values = new TreeMap<>(Map.of(0, 0.9, 10, 0.5, 200, 0.5));
    Figure figure =
        CurveChart.of(
            "flat",
            "caption",
            "unit",
            1e-4,
            List.of(
                new Line("xxxx", Palette.BLUE, new Curve(List.of(values))),
                new Line(
                    "low",
                    Palette.GREEN,
                    new Curve(List.of(new TreeMap<>(Map.of(0, 0.9, 200, 0.1)))))));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
    double line = middleOfBlue(image, 0.5, 0.7);
    assertThat(middleOfBlue(image, 0.85, 1)).isCloseTo(line, within(3.0));
  }

  private static List<String> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group()).toList();
  }

  @Test
  void anSvgOfItsOwnIsWhiteAndInThePalettesColours() {
    String svg = new DrawnFigure(chart("one")).svg();
    assertThat(svg)
        .startsWith("<svg")
        .contains("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>")
        .contains(Palette.BLUE.rgb())
        .doesNotContain("var(--");
    assertThat(matches("\\d\\.\\d{2,}", svg.replaceAll("opacity:[0-9.]+", ""))).isEmpty();
  }

  @Test
  void withinAPageItTakesThePagesColours() {
    String inline = new DrawnFigure(chart("one")).inline();
    assertThat(inline).contains("var(--blue)").contains("var(--ink)").doesNotContain("#fff");
    assertThat(matches("rgb\\([^)]*\\)", inline)).isEmpty();
  }

  @Test
  void twoFiguresWithinAPageShareNoIdentifier() {
    List<String> one = matches(" id=\"[^\"]+\"", new DrawnFigure(chart("one")).inline());
    List<String> two = matches(" id=\"[^\"]+\"", new DrawnFigure(chart("two")).inline());
    assertThat(one).isNotEmpty().doesNotContainAnyElementsOf(two);
    String inline = new DrawnFigure(chart("one")).inline();
    for (String reference : matches("(?<=url\\(#)[^)]+", inline)) {
      assertThat(one).contains(" id=\"" + reference + "\"");
    }
  }

  @Test
  void aPngHasTwoPixelsAUnit() throws IOException {
    Figure figure = chart("one");
    var image = ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
    assertThat(image.getWidth()).isEqualTo(2 * figure.width());
    assertThat(image.getHeight()).isEqualTo(2 * figure.height());
  }
}
