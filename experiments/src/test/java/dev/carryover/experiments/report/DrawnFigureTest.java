package dev.carryover.experiments.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.report.CurveChart.Line;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class DrawnFigureTest {

  private static Figure chart(String name) {
    NavigableMap<Integer, Double> one = new TreeMap<>(java.util.Map.of(0, 0.9, 10, 0.1, 20, 0.05));
    NavigableMap<Integer, Double> two = new TreeMap<>(java.util.Map.of(0, 0.8, 10, 0.2, 20, 0.06));
    return CurveChart.of(
        name,
        "caption",
        "fraction misclassified",
        1e-4,
        List.of(new Line("Case I", Palette.BLUE, new Curve(List.of(one, two)))));
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
