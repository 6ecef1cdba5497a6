package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * A square of classes by classes: where its cells are, its lines and its headings.
 *
 * @param classes those of the rows, which are those of the columns
 * @param columns what the columns are
 * @param rows what the rows are
 */
record ClassGrid(List<Integer> classes, String columns, String rows) {
  /** The whole figure's side. */
  static final int SIZE = 420;

  /** The side of the smallest cell that a short text is written in. */
  static final double LEGIBLE = 12;

  private static final double LEFT = 46;
  private static final double TOP = 46;
  private static final double RIGHT = 6;

  private double side() {
    return (SIZE - LEFT - RIGHT) / Math.max(1, classes.size());
  }

  /** The cell of a row and a column. */
  Rectangle2D cell(int row, int column) {
    return new Rectangle2D.Double(LEFT + column * side(), TOP + row * side(), side(), side());
  }

  /** Draws lines and headings, over what the cells are filled with. */
  void paint(Graphics2D graphics) {
    paintLines(graphics);
    paintHeadings(graphics);
  }

  private void paintLines(Graphics2D graphics) {
    double end = SIZE - RIGHT;
    graphics.setColor(Palette.GRID.color());
    graphics.setStroke(new BasicStroke(0.8f));
    for (int i = 0; i <= classes.size(); i++) {
      double at = i * side();
      graphics.draw(new Line2D.Double(LEFT, TOP + at, end, TOP + at));
      graphics.draw(new Line2D.Double(LEFT + at, TOP, LEFT + at, TOP + classes.size() * side()));
    }
  }

  private void paintHeadings(Graphics2D graphics) {
    double side = side();
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
        graphics, columns, LEFT + middle, TOP - 34, ChartStyle.TEXT, Palette.INK, Anchor.MIDDLE);
    Lettering.drawUpwards(graphics, rows, LEFT - 34, TOP + middle, ChartStyle.TEXT, Palette.INK);
  }
}
