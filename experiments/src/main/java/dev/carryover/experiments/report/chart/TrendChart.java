package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.chart.EndLabels.EndLabel;
import dev.carryover.experiments.report.chart.EndLabels.Room;
import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Interval;
import dev.carryover.experiments.statistics.Summary;
import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A measured figure over a number that was varied: means as lines, their 95% intervals over
 * trainings as upright marks, those over other test images as well as faint bands, replicas as
 * dots.
 */
public final class TrendChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 310;
  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.4f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {5f, 4f}, 0f);
  private static final BasicStroke MARK = new BasicStroke(1.2f);
  private static final BasicStroke BAND =
      new BasicStroke(6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final double DOT_OPACITY = 0.4;
  private static final double FAINT = 0.25;

  /**
   * From this ratio of the greatest to the least on, numbers stand on a logarithmic axis, measured
   * ones too.
   */
  private static final double WIDE = 20;

  private TrendChart() {}

  /**
   * One line.
   *
   * @param points what was measured, by the number that was varied
   * @param totals where it is known, the interval that other test images add to, by the same number
   * @param isDashed whether it is drawn dashed and without points, as what others measured
   */
  public record Line(
      String name,
      Palette color,
      NavigableMap<Double, Summary> points,
      Map<Double, Interval> totals,
      boolean isDashed) {
    /** Copies the maps. */
    public Line {
      points = new TreeMap<>(points);
      totals = Map.copyOf(totals);
    }

    /** A line of what was measured here. */
    public Line(
        String name,
        Palette color,
        NavigableMap<Double, Summary> points,
        Map<Double, Interval> totals) {
      this(name, color, points, totals, false);
    }

    /** A line of what others measured. */
    public static Line dashed(String name, Palette color, NavigableMap<Double, Summary> points) {
      return new Line(name, color, points, Map.of(), true);
    }
  }

  /**
   * A chart of the given lines, of which each has a point.
   *
   * @param axis what was varied
   * @param unit what is measured, in which unit
   */
  public static Figure of(String name, String caption, String axis, String unit, List<Line> lines) {
    return of(name, caption, axis, unit, lines, lines);
  }

  /**
   * The same on the scale of charts that are to be compared with it.
   *
   * @param scale the lines that the axes have room for: these, and those of charts that are to be
   *     compared with this
   */
  public static Figure of(
      String name, String caption, String axis, String unit, List<Line> lines, List<Line> scale) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle(axis).yAxisTitle(unit).build();
    Room room = Room.beside(lines.stream().map(Line::name).toList(), WIDTH);
    ChartStyle.apply(chart.getStyler());
    xAxis(chart.getStyler(), scale, room.share());
    yAxis(chart.getStyler(), scale);
    for (int i = 0; i < lines.size(); i++) {
      add(chart, i, lines.get(i));
    }
    if (chart.getStyler().isXAxisLogarithmic()) {
      TreeMap<Double, String> numbers = new TreeMap<>();
      lines.forEach(line -> line.points().keySet().forEach(x -> numbers.put(x, plain(x))));
      chart.addAnnotation(new AxisNumbers(numbers));
    }
    chart.addAnnotation(new EndLabels(lines.stream().map(line -> label(line, room)).toList()));
    return new Figure(
        name,
        caption,
        Figure.Kind.CHART,
        WIDTH,
        HEIGHT,
        graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }

  private static EndLabel label(Line line, Room room) {
    var last = line.points().lastEntry();
    return new EndLabel(
        room.fitted(line.name()), last.getKey(), last.getValue().mean(), line.color());
  }

  private static void xAxis(XYStyler style, List<Line> lines, double share) {
    double first = lines.stream().mapToDouble(l -> l.points().firstKey()).min().orElseThrow();
    double last = lines.stream().mapToDouble(l -> l.points().lastKey()).max().orElseThrow();
    boolean wide = first > 0 && last / first >= WIDE;
    style.setXAxisLogarithmic(wide);
    if (wide) {
      double low = first / 1.1;
      style.setXAxisMin(low);
      style.setXAxisMax(low * Math.pow(last / low, 1 / share));
    } else {
      double span = last > first ? last - first : Math.max(1, Math.abs(last));
      double low = first - 0.04 * span;
      style.setXAxisMin(low);
      style.setXAxisMax(low + (last - low) / share + (last > first ? 0 : span));
    }
    style.setXAxisTickLabelsFormattingFunction(
        value -> value > last * (1 + 1e-9) && last > 0 ? " " : plain(value));
  }

  private static void yAxis(XYStyler style, List<Line> lines) {
    double[] reach = lines.stream().flatMap(TrendChart::values).mapToDouble(v -> v).toArray();
    double least = Arrays.stream(reach).min().orElseThrow();
    double most = Arrays.stream(reach).max().orElseThrow();
    boolean high = least > 0 && most / least >= WIDE;
    style.setYAxisLogarithmic(high);
    if (high) {
      style.setYAxisLogarithmicDecadeOnly(false);
      style.setYAxisMin(least / 1.1);
      style.setYAxisMax(most * 1.1);
      style.setYAxisTickLabelsFormattingFunction(
          value -> LogarithmicLabels.of(value, most / least));
    } else {
      double margin = most > least ? 0.06 * (most - least) : 0.1 * Math.max(1e-9, Math.abs(most));
      style.setYAxisMin(least >= 0 ? Math.max(0, least - margin) : least - margin);
      style.setYAxisMax(most + margin);
      style.setYAxisTickLabelsFormattingFunction(TrendChart::plain);
    }
  }

  private static Stream<Double> values(Line line) {
    return Stream.concat(
        line.totals().values().stream().flatMap(total -> Stream.of(total.low(), total.high())),
        line.points().values().stream()
            .flatMap(summary ->
                Stream.concat(
                    summary.replicas().stream(),
                    Stream.concat(summary.low().stream(), summary.high().stream()))));
  }

  private static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static XYSeries mark(
      XYChart chart, String name, double at, Interval interval, Color color) {
    XYSeries mark =
        chart.addSeries(
            name, new double[] {at, at}, new double[] {interval.low(), interval.high()});
    mark.setMarker(SeriesMarkers.NONE);
    mark.setLineColor(color);
    return mark;
  }

  private static void add(XYChart chart, int index, Line line) {
    double[] x = line.points().keySet().stream().mapToDouble(v -> v).toArray();
    double[] y = line.points().values().stream().mapToDouble(Summary::mean).toArray();
    line.points()
        .forEach((at, summary) -> {
          if (summary.replicas().size() > 1) {
            double[] places = summary.replicas().stream().mapToDouble(v -> at).toArray();
            double[] dots = summary.replicas().stream().mapToDouble(v -> v).toArray();
            XYSeries replicas = chart.addSeries("dots %d %s".formatted(index, at), places, dots);
            replicas.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            replicas.setMarker(SeriesMarkers.CIRCLE);
            replicas.setMarkerColor(line.color().color(DOT_OPACITY));
          }
          Interval total = line.totals().get(at);
          if (total != null) {
            mark(chart, "total %d %s".formatted(index, at), at, total, line.color().color(FAINT))
                .setLineStyle(BAND);
          }
          summary
              .interval()
              .ifPresent(training ->
                  mark(chart, "mark %d %s".formatted(index, at), at, training, line.color().color())
                      .setLineStyle(MARK));
        });
    XYSeries mean = chart.addSeries("line " + index, x, y);
    mean.setLineColor(line.color().color());
    mean.setLineStyle(line.isDashed() ? DASHED : LINE);
    mean.setMarker(line.isDashed() ? SeriesMarkers.NONE : SeriesMarkers.DIAMOND);
    mean.setMarkerColor(line.color().color());
  }
}
