package dev.carryover.experiments.report;

import dev.carryover.experiments.report.Lettering.Anchor;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * How often each digit was taken for each, as counts and as colour: right in one hue, wrong in
 * another, so that errors are seen though they are few.
 *
 * @param counts {@code [label][prediction]}
 */
record ConfusionMatrix(List<List<Long>> counts) {
  private static final int SIZE = 420;
  private static final double LEFT = 46;
  private static final double TOP = 46;
  private static final double RIGHT = 6;

  /** The share of a label's images at which a wrong cell is fully coloured. */
  private static final double FULL_ERROR = 0.15;

  /** From here on light text is easier to read on a cell than dark text. */
  private static final double STRONG = 0.88;

  /** The figure. */
  Figure figure(String name, String caption) {
    return new Figure(name, caption, Figure.Kind.MATRIX, SIZE, SIZE, this::paint);
  }

  /** The fraction of all images off the diagonal. */
  double error() {
    long all = 0;
    long right = 0;
    for (int label = 0; label < counts.size(); label++) {
      all += total(label);
      right += counts.get(label).get(label);
    }
    return 1 - (double) right / all;
  }

  /** How many of a label's images there are. */
  long total(int label) {
    return counts.get(label).stream().mapToLong(Long::longValue).sum();
  }

  private double side() {
    return (SIZE - LEFT - RIGHT) / counts.size();
  }

  private void paint(Graphics2D graphics) {
    for (int label = 0; label < counts.size(); label++) {
      for (int prediction = 0; prediction < counts.size(); prediction++) {
        paintCell(graphics, label, prediction);
      }
    }
    paintLines(graphics);
    paintHeadings(graphics);
  }

  private void paintCell(Graphics2D graphics, int label, int prediction) {
    long count = counts.get(label).get(prediction);
    if (count == 0) {
      return;
    }
    boolean right = label == prediction;
    double share = (double) count / Math.max(1, total(label));
    double strength = right ? share * share : Math.min(1, Math.sqrt(share / FULL_ERROR));
    double side = side();
    double x = LEFT + prediction * side;
    double y = TOP + label * side;
    graphics.setColor((right ? Palette.RIGHT : Palette.WRONG).color(strength));
    graphics.fill(new Rectangle2D.Double(x, y, side, side));
    Lettering.draw(
        graphics,
        Long.toString(count),
        x + side / 2,
        y + side / 2,
        ChartStyle.SMALL,
        strength > STRONG ? Palette.ON_FILL : Palette.INK,
        Anchor.MIDDLE);
  }

  private void paintLines(Graphics2D graphics) {
    double end = SIZE - RIGHT;
    graphics.setColor(Palette.GRID.color());
    graphics.setStroke(new BasicStroke(0.8f));
    for (int i = 0; i <= counts.size(); i++) {
      double at = i * side();
      graphics.draw(new Line2D.Double(LEFT, TOP + at, end, TOP + at));
      graphics.draw(new Line2D.Double(LEFT + at, TOP, LEFT + at, TOP + counts.size() * side()));
    }
  }

  private void paintHeadings(Graphics2D graphics) {
    double middle = counts.size() * side() / 2;
    for (int digit = 0; digit < counts.size(); digit++) {
      String text = Integer.toString(digit);
      double at = (digit + 0.5) * side();
      Lettering.draw(
          graphics, text, LEFT + at, TOP - 12, ChartStyle.SMALL, Palette.INK, Anchor.MIDDLE);
      Lettering.draw(
          graphics, text, LEFT - 10, TOP + at, ChartStyle.SMALL, Palette.INK, Anchor.MIDDLE);
    }
    Lettering.draw(
        graphics,
        "taken for",
        LEFT + middle,
        TOP - 34,
        ChartStyle.TEXT,
        Palette.INK,
        Anchor.MIDDLE);
    Lettering.drawUpwards(
        graphics, "true digit", LEFT - 34, TOP + middle, ChartStyle.TEXT, Palette.INK);
  }
}
