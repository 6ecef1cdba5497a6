package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.List;

/**
 * Figures of at least 0 as bars side by side, each with the interval or spread that belongs to it.
 *
 * @param unit what is measured, in which unit
 * @param axis what the categories are
 * @param categories what stands below the bars
 * @param groups one bar of each in every category
 */
public record BarChart(String unit, String axis, List<String> categories, List<Bars> groups) {
  private static final int LEAST_WIDTH = 480;
  private static final int CATEGORY_WIDTH = 24;
  private static final int HEIGHT = 310;
  private static final double LEFT = 64;
  private static final double RIGHT = 8;
  private static final double BOTTOM = 46;
  private static final double LEGEND_HEIGHT = 24;
  private static final double PATCH = 11;
  private static final double FILL = 0.78;
  private static final double CAP = 2.5;
  private static final int LINES = 6;

  /** Copies the lists. */
  public BarChart {
    categories = List.copyOf(categories);
    groups = List.copyOf(groups);
  }

  /**
   * One bar.
   *
   * @param low where its mark begins
   * @param high where its mark ends; no mark is drawn where it begins
   */
  public record Bar(double value, double low, double high) {
    /** A mean, with its 95% interval where there is one. */
    public static Bar of(Summary summary) {
      double mean = summary.mean();
      return new Bar(mean, Math.max(0, summary.low().orElse(mean)), summary.high().orElse(mean));
    }

    /** A value of at least 0 with a spread to both sides, of which what is below 0 is cut off. */
    public static Bar spread(double value, double spread) {
      return new Bar(value, Math.max(0, value - spread), value + spread);
    }
  }

  /** Bars of one colour, one a category. */
  public record Bars(String name, Palette color, List<Bar> bars) {
    /** Copies the list. */
    public Bars {
      bars = List.copyOf(bars);
    }

    /** Means with their 95% intervals. */
    public static Bars of(String name, Palette color, List<Summary> summaries) {
      return new Bars(name, color, summaries.stream().map(Bar::of).toList());
    }
  }

  /** The figure. */
  public Figure figure(String name, String caption) {
    return new Figure(name, caption, Figure.Kind.CHART, width(), HEIGHT, this::paint);
  }

  private int width() {
    return Math.max(LEAST_WIDTH, (int) LEFT + CATEGORY_WIDTH * categories.size());
  }

  private double top() {
    return groups.size() > 1 ? LEGEND_HEIGHT : PATCH;
  }

  /** What the axis reaches to: the highest bar or mark, and a little above. */
  private double most() {
    double most =
        groups.stream()
            .flatMap(group -> group.bars().stream())
            .mapToDouble(bar -> Math.max(bar.value(), bar.high()))
            .max()
            .orElse(0);
    return most > 0 ? most * 1.05 : 1;
  }

  private double y(double value) {
    double bottom = HEIGHT - BOTTOM;
    return bottom - value / most() * (bottom - top());
  }

  private void paint(Graphics2D graphics) {
    if (groups.size() > 1) {
      paintLegend(graphics);
    }
    paintAxes(graphics);
    double category = (width() - LEFT - RIGHT) / categories.size();
    double bar = FILL * category / groups.size();
    for (int c = 0; c < categories.size(); c++) {
      double middle = LEFT + (c + 0.5) * category;
      Lettering.draw(
          graphics,
          categories.get(c),
          middle,
          HEIGHT - BOTTOM + 12,
          ChartStyle.SMALL,
          Palette.INK,
          Anchor.MIDDLE);
      for (int g = 0; g < groups.size(); g++) {
        double left = middle + (g - groups.size() / 2.0) * bar;
        paintBar(graphics, groups.get(g).color(), groups.get(g).bars().get(c), left, bar);
      }
    }
  }

  private void paintBar(Graphics2D graphics, Palette color, Bar bar, double left, double width) {
    double top = y(bar.value());
    graphics.setColor(color.color());
    graphics.fill(new Rectangle2D.Double(left, top, width * 0.94, HEIGHT - BOTTOM - top));
    if (bar.high() > bar.low()) {
      double middle = left + width * 0.47;
      graphics.setColor(Palette.INK.color());
      graphics.setStroke(new BasicStroke(1));
      graphics.draw(new Line2D.Double(middle, y(bar.low()), middle, y(bar.high())));
      for (double end : List.of(bar.low(), bar.high())) {
        graphics.draw(new Line2D.Double(middle - CAP, y(end), middle + CAP, y(end)));
      }
    }
  }

  private void paintAxes(Graphics2D graphics) {
    double step = step(most());
    graphics.setStroke(new BasicStroke(1));
    for (int i = 0; i * step <= most(); i++) {
      double at = y(i * step);
      graphics.setColor(Palette.GRID.color());
      graphics.draw(new Line2D.Double(LEFT, at, width() - RIGHT, at));
      Lettering.draw(
          graphics, plain(i, step), LEFT - 7, at, ChartStyle.SMALL, Palette.INK, Anchor.END);
    }
    Lettering.drawUpwards(
        graphics, unit, 11, (top() + HEIGHT - BOTTOM) / 2, ChartStyle.TEXT, Palette.INK);
    Lettering.draw(
        graphics,
        axis,
        (LEFT + width() - RIGHT) / 2,
        HEIGHT - 12,
        ChartStyle.TEXT,
        Palette.INK,
        Anchor.MIDDLE);
  }

  /** 1, 2 or 5 times a power of ten, so that there are at most so many lines. */
  static double step(double most) {
    double power = Math.pow(10, Math.floor(Math.log10(most / LINES)));
    for (int factor : List.of(1, 2, 5)) {
      if (most / (factor * power) <= LINES) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String plain(int lines, double step) {
    return new BigDecimal(Double.toString(step))
        .multiply(BigDecimal.valueOf(lines))
        .round(new java.math.MathContext(4))
        .stripTrailingZeros()
        .toPlainString();
  }

  /** The groups' names above the plot, from right to left, each with a patch of its colour. */
  private void paintLegend(Graphics2D graphics) {
    double right = width() - RIGHT;
    for (Bars bars : groups.reversed()) {
      Lettering.draw(graphics, bars.name(), right, PATCH, ChartStyle.TEXT, Palette.INK, Anchor.END);
      right -= Lettering.width(bars.name(), ChartStyle.TEXT) + PATCH + 5;
      graphics.setColor(bars.color().color());
      graphics.fill(new Rectangle2D.Double(right, PATCH / 2, PATCH, PATCH));
      right -= 16;
    }
  }
}
