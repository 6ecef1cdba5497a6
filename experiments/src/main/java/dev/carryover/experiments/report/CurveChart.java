package dev.carryover.experiments.report;

import dev.carryover.experiments.report.EndLabels.EndLabel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Means over replicas as lines over epochs, from the least to the greatest replica as a band. */
final class CurveChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 310;
  private static final BasicStroke LINE =
      new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  /** What of the width is left to the lines; the names stand in the rest. */
  private static final double LINES_SHARE = 0.8;

  /** Leading digits of the guiding lines that bear a number. */
  private static final Set<Integer> LABELLED = Set.of(1, 2, 3, 5);

  private static final double BAND_OPACITY = 0.22;

  private CurveChart() {}

  /** One line. */
  record Line(String name, Palette color, Curve curve) {}

  /**
   * A chart of the given lines.
   *
   * @param unit what is measured, in which unit
   * @param floor what values are raised to, so that a logarithm exists
   */
  static Figure of(String name, String caption, String unit, double floor, List<Line> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("epochs trained")
            .yAxisTitle(unit)
            .build();
    int last = lines.stream().mapToInt(line -> line.curve().epochs().getLast()).max().orElseThrow();
    axes(chart.getStyler(), last);
    lines.forEach(line -> addBand(chart, line, floor));
    lines.forEach(line -> addMean(chart, line, floor));
    chart.addAnnotation(
        new EndLabels(lines.stream().map(line -> label(line, last, floor)).toList()));
    return new Figure(
        name,
        caption,
        Figure.Kind.CHART,
        WIDTH,
        HEIGHT,
        graphics -> chart.paint(graphics, WIDTH, HEIGHT));
  }

  private static void axes(XYStyler style, int last) {
    ChartStyle.apply(style);
    style.setXAxisMin(0.0);
    style.setXAxisMax(Math.max(1, last) / LINES_SHARE);
    style.setXAxisTickLabelsFormattingFunction(
        epoch -> epoch > last ? " " : Long.toString(Math.round(epoch)));
    style.setYAxisLogarithmic(true);
    style.setYAxisLogarithmicDecadeOnly(false);
    style.setYAxisTickMarkSpacingHint(20);
    style.setPlotContentSize(0.95);
    style.setYAxisTickLabelsFormattingFunction(CurveChart::plain);
  }

  /** Without exponents and idle zeros; nothing beside lines that stand too close for text. */
  private static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(1)).stripTrailingZeros();
    return LABELLED.contains(rounded.unscaledValue().intValue()) ? rounded.toPlainString() : " ";
  }

  private static void addBand(XYChart chart, Line line, double floor) {
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
    XYSeries band = chart.addSeries(line.name() + ", band", x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(line.color().color(BAND_OPACITY));
    band.setLineColor(new Color(0, 0, 0, 0));
    band.setMarker(SeriesMarkers.NONE);
  }

  private static void addMean(XYChart chart, Line line, double floor) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int epoch : line.curve().epochs()) {
      x.add((double) epoch);
      y.add(Math.max(floor, line.curve().mean(epoch)));
    }
    XYSeries mean = chart.addSeries(line.name(), x, y);
    mean.setLineColor(line.color().color());
    mean.setLineStyle(LINE);
    mean.setMarker(SeriesMarkers.NONE);
  }

  private static EndLabel label(Line line, int last, double floor) {
    int end = line.curve().epochs().getLast();
    return new EndLabel(
        line.name(), end, Math.max(floor, line.curve().mean(Math.min(end, last))), line.color());
  }
}
