package dev.carryover.experiments.report;

import dev.carryover.experiments.statistics.Summary;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.CategoryStyler;

/** Figures digit by digit as bars, each with the interval or spread that belongs to it. */
final class BarChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 310;
  private static final int LEGEND_HEIGHT = 20;
  private static final double PATCH = 11;

  private BarChart() {}

  /**
   * Bars of one colour.
   *
   * @param values one a category
   * @param reach how far up and down each bar's mark goes; 0 draws none
   */
  record Bars(String name, Palette color, List<Double> values, List<Double> reach) {
    /** Bars with their 95% intervals. */
    static Bars of(String name, Palette color, List<Summary> summaries) {
      return new Bars(
          name,
          color,
          summaries.stream().map(Summary::mean).toList(),
          summaries.stream().map(s -> s.high().map(high -> high - s.mean()).orElse(0.0)).toList());
    }
  }

  /**
   * A chart of the given bars side by side.
   *
   * @param unit what is measured, in which unit
   * @param categories what stands below the bars
   */
  static Figure of(
      String name, String caption, String unit, List<String> categories, List<Bars> groups) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle("digit")
            .yAxisTitle(unit)
            .build();
    CategoryStyler style = chart.getStyler();
    ChartStyle.apply(style);
    style.setXAxisTickMarkSpacingHint(10);
    style.setPlotContentSize(0.98);
    style.setYAxisTickLabelsFormattingFunction(BarChart::plain);
    style.setYAxisMin(0.0);
    style.setYAxisMax(top(groups) * 1.12);
    style.setPlotTicksMarksVisible(false);
    style.setAvailableSpaceFill(0.78);
    style.setErrorBarsColor(Palette.INK.color());
    for (Bars bars : groups) {
      addSeries(chart, categories, bars).setFillColor(bars.color().color());
    }
    return new Figure(
        name,
        caption,
        Figure.Kind.CHART,
        WIDTH,
        HEIGHT,
        graphics -> {
          legend(graphics, groups);
          AffineTransform before = graphics.getTransform();
          graphics.translate(0, LEGEND_HEIGHT);
          chart.paint(graphics, WIDTH, HEIGHT - LEGEND_HEIGHT);
          graphics.setTransform(before);
        });
  }

  private static CategorySeries addSeries(CategoryChart chart, List<String> categories, Bars bars) {
    return bars.reach().stream().allMatch(r -> r == 0)
        ? chart.addSeries(bars.name(), categories, bars.values())
        : chart.addSeries(bars.name(), categories, bars.values(), bars.reach());
  }

  /** Several bars' names above the plot, from right to left, each with a patch of its colour. */
  private static void legend(Graphics2D graphics, List<Bars> groups) {
    if (groups.size() == 1) {
      return;
    }
    double right = WIDTH - 12.0;
    for (Bars bars : groups.reversed()) {
      double width =
          ChartStyle.TEXT.getStringBounds(bars.name(), graphics.getFontRenderContext()).getWidth();
      Lettering.draw(
          graphics, bars.name(), right, PATCH, ChartStyle.TEXT, Palette.INK, Lettering.Anchor.END);
      right -= width + PATCH + 5;
      graphics.setColor(bars.color().color());
      graphics.fill(new Rectangle2D.Double(right, PATCH / 2, PATCH, PATCH));
      right -= 16;
    }
  }

  private static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static double top(List<Bars> groups) {
    double top = 0;
    for (Bars bars : groups) {
      for (int i = 0; i < bars.values().size(); i++) {
        top = Math.max(top, bars.values().get(i) + bars.reach().get(i));
      }
    }
    return top == 0 ? 1 : top;
  }
}
