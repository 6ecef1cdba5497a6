package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.chart.EndLabels.EndLabel;
import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Means over replicas as lines over epochs, from the least to the greatest replica as a band. */
public final class CurveChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 310;
  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** How near to a whole number an axis's mark must be to bear it. */
  private static final double WHOLE = 1e-6;

  private static final double BAND_OPACITY = 0.22;

  private CurveChart() {}

  /** One line. */
  public record Line(String name, Palette color, Curve curve) {}

  /**
   * A chart of the given lines.
   *
   * @param unit what is measured, in which unit
   * @param floor what values are raised to, so that a logarithm exists
   */
  public static Figure of(
      String name, String caption, String unit, double floor, List<Line> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("epochs trained")
            .yAxisTitle(unit)
            .build();
    int last = lines.stream().mapToInt(line -> line.curve().epochs().getLast()).max().orElseThrow();
    EndLabels.Room room = EndLabels.Room.beside(lines.stream().map(Line::name).toList(), WIDTH);
    axes(chart.getStyler(), last, room.share(), ratio(lines, floor));
    for (int i = 0; i < lines.size(); i++) {
      addBand(chart, "band " + i, lines.get(i), floor);
    }
    for (int i = 0; i < lines.size(); i++) {
      addMean(chart, "line " + i, lines.get(i), floor);
    }
    chart.addAnnotation(
        new EndLabels(lines.stream().map(line -> label(line, room, last, floor)).toList()));
    return new Figure(
        name,
        caption,
        Figure.Kind.CHART,
        WIDTH,
        HEIGHT,
        graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }

  private static void axes(XYStyler style, int last, double share, double ratio) {
    ChartStyle.apply(style);
    style.setXAxisMin(0.0);
    style.setXAxisMax(Math.max(1, last) / share);
    style.setXAxisTickLabelsFormattingFunction(epoch ->
        epoch > last || Math.abs(epoch - Math.round(epoch)) > WHOLE
            ? " "
            : Long.toString(Math.round(epoch)));
    style.setYAxisLogarithmic(true);
    style.setYAxisLogarithmicDecadeOnly(false);
    style.setYAxisTickMarkSpacingHint(20);
    style.setPlotContentSize(0.95);
    style.setYAxisTickLabelsFormattingFunction(value -> LogarithmicLabels.of(value, ratio));
  }

  private static double ratio(List<Line> lines, double floor) {
    double least = Double.POSITIVE_INFINITY;
    double most = floor;
    for (Line line : lines) {
      for (int epoch : line.curve().epochs()) {
        least = Math.min(least, Math.max(floor, line.curve().least(epoch)));
        most = Math.max(most, line.curve().greatest(epoch));
      }
    }
    return most / least;
  }

  private static void addBand(XYChart chart, String series, Line line, double floor) {
    List<Integer> epochs = line.curve().epochs();
    int n = epochs.size();
    if (line.curve().replicas().size() < 2 || n < 2) {
      return;
    }
    double[] x = new double[2 * n];
    double[] y = new double[2 * n];
    for (int i = 0; i < n; i++) {
      x[i] = epochs.get(i);
      y[i] = Math.max(floor, line.curve().least(epochs.get(i)));
      x[2 * n - 1 - i] = epochs.get(i);
      y[2 * n - 1 - i] = Math.max(floor, line.curve().greatest(epochs.get(i)));
    }
    XYSeries band = chart.addSeries(series, x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(line.color().color(BAND_OPACITY));
    band.setLineColor(new Color(0, 0, 0, 0));
    band.setMarker(SeriesMarkers.NONE);
  }

  private static void addMean(XYChart chart, String series, Line line, double floor) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int epoch : line.curve().epochs()) {
      x.add((double) epoch);
      y.add(Math.max(floor, line.curve().mean(epoch)));
    }
    XYSeries mean = chart.addSeries(series, x, y);
    mean.setLineColor(line.color().color());
    mean.setLineStyle(LINE);
    mean.setMarker(SeriesMarkers.NONE);
  }

  private static EndLabel label(Line line, EndLabels.Room room, int last, double floor) {
    int end = line.curve().epochs().getLast();
    return new EndLabel(
        room.fitted(line.name()),
        end,
        Math.max(floor, line.curve().mean(Math.min(end, last))),
        line.color());
  }
}
