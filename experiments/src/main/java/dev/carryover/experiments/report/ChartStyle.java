package dev.carryover.experiments.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** How every chart looks: a plot without a box, guiding lines only across, small plain text. */
final class ChartStyle {
  /** The height of text in a figure's units. */
  static final int TEXT_SIZE = 13;

  static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);
  static final Font SMALL = TEXT.deriveFont(11.5f);
  static final Font BOLD = TEXT.deriveFont(Font.BOLD);

  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final BasicStroke HAIRLINE = new BasicStroke(1f);

  private ChartStyle() {}

  static void apply(AxesChartStyler style) {
    style.setBaseFont(TEXT);
    style.setAxisTickLabelsFont(SMALL);
    style.setAxisTitleFont(TEXT);
    style.setAnnotationTextFont(TEXT);
    style.setChartBackgroundColor(NOTHING);
    style.setPlotBackgroundColor(NOTHING);
    style.setChartFontColor(Palette.INK.color());
    style.setXAxisTitleColor(Palette.INK.color());
    style.setYAxisTitleColor(Palette.INK.color());
    style.setAxisTickLabelsColor(Palette.INK.color());
    style.setAxisTickMarksColor(Palette.MUTED.color());
    style.setAxisTickMarksStroke(HAIRLINE);
    style.setAxisTicksMarksVisible(false);
    style.setPlotGridLinesColor(Palette.GRID.color());
    style.setPlotGridLinesStroke(HAIRLINE);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotBorderVisible(false);
    style.setChartTitleVisible(false);
    style.setLegendVisible(false);
    style.setChartPadding(6);
    style.setPlotContentSize(1);
    style.setLocale(Locale.ROOT);
  }
}
