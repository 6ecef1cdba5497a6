package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was predicted as each class, as counts and as colour: right in one hue,
 * wrong in another, so that errors are seen though they are few. A class that no image is of and
 * that none was predicted as is left out.
 *
 * @param counts {@code [label][prediction]}
 */
public record ConfusionMatrix(List<List<Long>> counts) {
  private static final int SIZE = 420;
  private static final double LEFT = 46;
  private static final double TOP = 46;
  private static final double RIGHT = 6;

  /** The share of a label's images at which a wrong cell is fully coloured. */
  private static final double FULL_ERROR = 0.15;

  /** The side of the smallest cell that a count is written in. */
  private static final double LEGIBLE = 12;

  /** From here on light text is easier to read on a cell than dark text. */
  private static final double STRONG = 0.88;

  /** The figure. */
  public Figure figure(String name, String caption) {
    return new Figure(name, caption, Figure.Kind.MATRIX, SIZE, SIZE, this::paint);
  }

  /** The fraction of all images off the diagonal. */
  public double error() {
    long all = 0;
    long right = 0;
    for (int label = 0; label < counts.size(); label++) {
      all += total(label);
      right += counts.get(label).get(label);
    }
    return 1 - (double) right / all;
  }

  private long total(int label) {
    return counts.get(label).stream().mapToLong(Long::longValue).sum();
  }

  /** The classes that are drawn. */
  List<Integer> classes() {
    return IntStream.range(0, counts.size())
        .filter(c -> total(c) > 0 || counts.stream().anyMatch(row -> row.get(c) > 0))
        .boxed()
        .toList();
  }

  private void paint(Graphics2D graphics) {
    List<Integer> classes = classes();
    double side = (SIZE - LEFT - RIGHT) / Math.max(1, classes.size());
    for (int row = 0; row < classes.size(); row++) {
      for (int column = 0; column < classes.size(); column++) {
        paintCell(
            graphics,
            classes.get(row),
            classes.get(column),
            new Rectangle2D.Double(LEFT + column * side, TOP + row * side, side, side));
      }
    }
    paintLines(graphics, classes.size(), side);
    paintHeadings(graphics, classes, side);
  }

  private void paintCell(Graphics2D graphics, int label, int prediction, Rectangle2D cell) {
    long count = counts.get(label).get(prediction);
    if (count == 0) {
      return;
    }
    boolean right = label == prediction;
    double share = (double) count / Math.max(1, total(label));
    double strength = right ? share * share : Math.min(1, Math.sqrt(share / FULL_ERROR));
    graphics.setColor((right ? Palette.RIGHT : Palette.WRONG).color(strength));
    graphics.fill(cell);
    if (cell.getWidth() < LEGIBLE) {
      return;
    }
    Lettering.draw(
        graphics,
        Long.toString(count),
        cell.getCenterX(),
        cell.getCenterY(),
        ChartStyle.SMALL,
        strength > STRONG ? Palette.ON_FILL : Palette.INK,
        Anchor.MIDDLE);
  }

  private static void paintLines(Graphics2D graphics, int classes, double side) {
    double end = SIZE - RIGHT;
    graphics.setColor(Palette.GRID.color());
    graphics.setStroke(new BasicStroke(0.8f));
    for (int i = 0; i <= classes; i++) {
      double at = i * side;
      graphics.draw(new Line2D.Double(LEFT, TOP + at, end, TOP + at));
      graphics.draw(new Line2D.Double(LEFT + at, TOP, LEFT + at, TOP + classes * side));
    }
  }

  private static void paintHeadings(Graphics2D graphics, List<Integer> classes, double side) {
    double middle = classes.size() * side / 2;
    for (int c = 0; side >= LEGIBLE && c < classes.size(); c++) {
      String text = Integer.toString(classes.get(c));
      double at = (c + 0.5) * side;
      Lettering.draw(
          graphics, text, LEFT + at, TOP - 12, ChartStyle.SMALL, Palette.INK, Anchor.MIDDLE);
      Lettering.draw(
          graphics, text, LEFT - 10, TOP + at, ChartStyle.SMALL, Palette.INK, Anchor.MIDDLE);
    }
    Lettering.draw(
        graphics,
        "predicted as",
        LEFT + middle,
        TOP - 34,
        ChartStyle.TEXT,
        Palette.INK,
        Anchor.MIDDLE);
    Lettering.drawUpwards(
        graphics, "true class", LEFT - 34, TOP + middle, ChartStyle.TEXT, Palette.INK);
  }
}
