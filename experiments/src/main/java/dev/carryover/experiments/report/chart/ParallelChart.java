package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Settings of many axes and what each came to, as parallel coordinates: an upright line for each
 * axis, a path through it for each setting. Source: Inselberg, <i>The plane with parallel
 * coordinates</i>, The Visual Computer 1 (1985), 69-91.
 */
public final class ParallelChart {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 320;
  private static final int SIDE = 60;
  private static final int TOP = 44;
  private static final int BOTTOM = 24;
  private static final BasicStroke AXIS = new BasicStroke(1f);
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final BasicStroke THICK = new BasicStroke(3f);
  private static final double FAINT = 0.35;

  private final List<String> axes;
  private final List<List<String>> values;
  private final List<Path> paths;
  private final double least;
  private final double most;

  /**
   * One setting.
   *
   * @param values one for each axis, as they are written
   * @param figure what it came to; less is better
   */
  public record Path(List<String> values, double figure) {
    /** Copies the list. */
    public Path {
      values = List.copyOf(values);
    }
  }

  private ParallelChart(List<String> axes, String unit, List<Path> paths) {
    this.axes = Stream.concat(axes.stream(), Stream.of(unit)).toList();
    this.values =
        IntStream.range(0, axes.size())
            .mapToObj(a -> paths.stream().map(path -> path.values().get(a)).distinct().toList())
            .toList();
    // The best is drawn last, over the others.
    this.paths =
        paths.stream().sorted(Comparator.comparingDouble(Path::figure).reversed()).toList();
    this.least = this.paths.getLast().figure();
    this.most = this.paths.getFirst().figure();
  }

  /**
   * A chart of two settings or more.
   *
   * @param axes what was varied
   * @param unit what the settings came to
   */
  public static Figure of(
      String name, String caption, List<String> axes, String unit, List<Path> paths) {
    ParallelChart chart = new ParallelChart(axes, unit, paths);
    return new Figure(name, caption, Figure.Kind.CHART, WIDTH, HEIGHT, chart::paint);
  }

  private void paint(Graphics2D graphics) {
    int better = paths.size() / 2;
    for (int p = 0; p < paths.size(); p++) {
      boolean best = p == paths.size() - 1;
      Palette color = p < better ? Palette.MUTED : Palette.BLUE;
      graphics.setColor(best ? color.color() : color.color(FAINT));
      graphics.setStroke(best ? THICK : THIN);
      graphics.draw(line(paths.get(p)));
    }
    for (int a = 0; a < axes.size(); a++) {
      axis(graphics, a);
    }
  }

  private Path2D line(Path path) {
    Path2D line = new Path2D.Double();
    for (int a = 0; a < axes.size(); a++) {
      double y =
          a == values.size()
              ? figure(path.figure())
              : value(a, values.get(a).indexOf(path.values().get(a)));
      if (a == 0) {
        line.moveTo(x(a), y);
      } else {
        line.lineTo(x(a), y);
      }
    }
    return line;
  }

  private void axis(Graphics2D graphics, int axis) {
    graphics.setColor(Palette.INK.color());
    graphics.setStroke(AXIS);
    graphics.draw(new Line2D.Double(x(axis), TOP, x(axis), HEIGHT - BOTTOM));
    double room = (WIDTH - 2.0 * SIDE) / values.size() - 6;
    Lettering.draw(
        graphics,
        Lettering.fitted(axes.get(axis), ChartStyle.TEXT, room),
        x(axis),
        TOP - 20,
        ChartStyle.TEXT,
        Palette.INK,
        Anchor.MIDDLE);
    if (axis == values.size()) {
      label(graphics, axis, figure(least), plain(least));
      label(graphics, axis, figure(most), plain(most));
    } else {
      for (int v = 0; v < values.get(axis).size(); v++) {
        label(graphics, axis, value(axis, v), values.get(axis).get(v));
      }
    }
  }

  private void label(Graphics2D graphics, int axis, double y, String text) {
    Lettering.draw(
        graphics,
        Lettering.fitted(text, ChartStyle.TEXT, SIDE - 8.0),
        x(axis) + 5,
        y,
        ChartStyle.TEXT,
        Palette.MUTED,
        Anchor.START);
  }

  private double x(int axis) {
    return SIDE + axis * (WIDTH - 2.0 * SIDE) / values.size();
  }

  /** Values stand evenly, the first below. */
  private double value(int axis, int number) {
    int count = values.get(axis).size();
    return at(count == 1 ? 0.5 : number / (count - 1.0));
  }

  private double figure(double value) {
    return at(most > least ? (value - least) / (most - least) : 0.5);
  }

  /** A share of an axis's height, 0 below. */
  private static double at(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private static String plain(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }
}
