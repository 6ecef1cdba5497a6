package dev.carryover.experiments.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.style.AxesChartStyler;

/** How every chart looks: a plot without a box, guiding lines only across, small plain text. */
public final class ChartStyle {
  /** The height of text in a figure's units. */
  public static final int TEXT_SIZE = 13;

  /** Text of a figure. */
  public static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, TEXT_SIZE);

  /** Numbers along axes and in cells. */
  public static final Font SMALL = TEXT.deriveFont(11.5f);

  private static final Color NOTHING = new Color(0, 0, 0, 0);
  private static final BasicStroke HAIRLINE = new BasicStroke(1f);

  private ChartStyle() {}

  /** Gives a chart this look. */
  public static void apply(AxesChartStyler style) {
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
