package dev.carryover.experiments.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.figure.DrawnFigure;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Interval;
import dev.carryover.experiments.statistics.Summary;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class TrendChartTest {

  private static BufferedImage draw(double... places) throws IOException {
    return draw(Map.of(), places);
  }

  private static BufferedImage draw(Map<Double, Interval> totals, double... places)
      throws IOException {
    TreeMap<Double, Summary> points = new TreeMap<>();
    for (double place : places) {
      points.put(place, Summary.of(List.of(0.1, 0.11, 0.12, 0.1, 0.09)));
    }
    Figure figure =
        TrendChart.of(
            "trend",
            "caption",
            "rate",
            "unit",
            List.of(new Line("", Palette.BLUE, points, totals)));
    return ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
  }

  /** The columns of the upright marks: those with the most blue. */
  private static List<Integer> marks(BufferedImage image) {
    List<Integer> columns = new java.util.ArrayList<>();
    for (int x = 0; x < image.getWidth(); x++) {
      int blue = 0;
      for (int y = 0; y < image.getHeight(); y++) {
        blue += image.getRGB(x, y) == Palette.BLUE.color().getRGB() ? 1 : 0;
      }
      if (blue > 60 && (columns.isEmpty() || x > columns.getLast() + 8)) {
        columns.add(x);
      }
    }
    return columns;
  }

  @Test
  void numbersNearEachOtherStandOnALinearAxis() throws IOException {
    List<Integer> marks = marks(draw(1, 2, 4));
    assertThat(marks).hasSize(3);
    assertThat((double) (marks.get(2) - marks.get(1)) / (marks.get(1) - marks.get(0)))
        .isBetween(1.9, 2.1);
  }

  @Test
  void numbersOfManyMagnitudesStandOnALogarithmicOne() throws IOException {
    List<Integer> marks = marks(draw(0.001, 0.01, 0.1));
    assertThat(marks).hasSize(3);
    assertThat((double) (marks.get(2) - marks.get(1)) / (marks.get(1) - marks.get(0)))
        .isBetween(0.95, 1.05);
  }

  @Test
  void measuredNumbersOfManyMagnitudesDoToo() throws IOException {
    TreeMap<Double, Summary> points = new TreeMap<>();
    points.put(1.0, Summary.of(List.of(0.01)));
    points.put(2.0, Summary.of(List.of(0.1)));
    points.put(3.0, Summary.of(List.of(1.0)));
    Figure figure =
        TrendChart.of(
            "trend", "caption", "x", "unit", List.of(new Line("", Palette.BLUE, points, Map.of())));
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new DrawnFigure(figure).png()));
    List<Integer> columns =
        IntStream.range(0, image.getWidth())
            .filter(x -> row(image, x).isPresent())
            .boxed()
            .toList();
    double first = row(image, columns.getFirst()).getAsDouble();
    double last = row(image, columns.getLast()).getAsDouble();
    double middle = row(image, (columns.getFirst() + columns.getLast()) / 2).getAsDouble();
    assertThat((first - middle) / (middle - last)).isBetween(0.8, 1.25);
  }

  /** Where a column is blue, on average. */
  private static OptionalDouble row(BufferedImage image, int x) {
    return IntStream.range(0, image.getHeight())
        .filter(y -> image.getRGB(x, y) == Palette.BLUE.color().getRGB())
        .average();
  }

  @Test
  void onePointAndNegativeNumbersAreDrawnToo() throws IOException {
    assertThat(marks(draw(3))).hasSize(1);
    assertThat(marks(draw(-1, 1))).hasSize(2);
  }

  /** Pixels of the band's faint blue on white, antialiased or not. */
  private static long faint(BufferedImage image) {
    long faint = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int red = (image.getRGB(x, y) >> 16) & 0xff;
        int blue = image.getRGB(x, y) & 0xff;
        faint += red > 150 && red < 225 && blue > red + 15 ? 1 : 0;
      }
    }
    return faint;
  }

  @Test
  void whatOtherImagesAddIsABandThatTheChartHasRoomFor() throws IOException {
    long without = faint(draw(1, 2));
    assertThat(faint(draw(Map.of(1.0, new Interval(0.02, 0.3)), 1, 2)))
        .isGreaterThan(without + 200);
  }
}
