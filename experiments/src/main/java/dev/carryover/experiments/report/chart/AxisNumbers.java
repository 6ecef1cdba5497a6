package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.Graphics2D;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.knowm.xchart.internal.chartpart.Annotation;

/**
 * The numbers that were varied, written below a logarithmic axis where they stand, but for the
 * powers of ten, which the chart writes; one that would touch its left neighbour is left out.
 */
final class AxisNumbers extends Annotation {
  private static final double BELOW = ChartStyle.TEXT_SIZE + 3.0;
  private static final double GAP = 6;

  private final NavigableMap<Double, String> numbers;

  /**
   * @param numbers in the axis's terms, with how they are written
   */
  AxisNumbers(NavigableMap<Double, String> numbers) {
    super(false);
    this.numbers = new TreeMap<>(numbers);
  }

  @Override
  public void paint(Graphics2D graphics) {
    double y = Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax()) + BELOW;
    double free = 0;
    for (var number : numbers.entrySet()) {
      double x = getXAxisScreenValue(number.getKey());
      double half = Lettering.width(number.getValue(), ChartStyle.SMALL) / 2;
      boolean written = Math.log10(number.getKey()) == Math.rint(Math.log10(number.getKey()));
      if (!written && x - half >= free) {
        Lettering.draw(
            graphics,
            number.getValue(),
            x,
            y,
            ChartStyle.SMALL,
            Palette.INK,
            Lettering.Anchor.MIDDLE);
        free = x + half + GAP;
      } else if (written) {
        free = x + half + GAP;
      }
    }
  }
}
