package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * What each class does to each class, as numbers and as colour: below zero in one hue, above in
 * another. The greatest value off the diagonal is fully coloured; the diagonal, where a class meets
 * itself, may be more than that.
 *
 * @param classes of the rows and of the columns
 * @param values {@code [row][column]}; absent: the cell stays empty
 */
public record EffectMatrix(List<Integer> classes, List<List<Optional<Double>>> values) {
  /** The side of the smallest cell that a number is written in. */
  private static final double LEGIBLE = 28;

  /** From here on light text is easier to read on a cell than dark text. */
  private static final double STRONG = 0.88;

  /** Copies the lists. */
  public EffectMatrix {
    classes = List.copyOf(classes);
    values = values.stream().map(List::copyOf).toList();
  }

  /**
   * The figure.
   *
   * @param columns what the columns are
   * @param rows what the rows are
   */
  public Figure figure(String name, String caption, String columns, String rows) {
    ClassGrid grid = new ClassGrid(classes, columns, rows);
    return new Figure(
        name,
        caption,
        Figure.Kind.MATRIX,
        ClassGrid.SIZE,
        ClassGrid.SIZE,
        graphics -> {
          for (int row = 0; row < classes.size(); row++) {
            for (int column = 0; column < classes.size(); column++) {
              Optional<Double> value = values.get(row).get(column);
              if (value.isPresent()) {
                paintCell(graphics, value.get(), grid.cell(row, column));
              }
            }
          }
          grid.paint(graphics);
        });
  }

  private void paintCell(Graphics2D graphics, double value, Rectangle2D cell) {
    double strength = strength(value);
    graphics.setColor((value < 0 ? Palette.RIGHT : Palette.WRONG).color(strength));
    graphics.fill(cell);
    if (cell.getWidth() >= LEGIBLE) {
      Lettering.draw(
          graphics,
          Quantity.fixed(value, Math.abs(value) < 9.95 ? 1 : 0),
          cell.getCenterX(),
          cell.getCenterY(),
          ChartStyle.SMALL,
          strength > STRONG ? Palette.ON_FILL : Palette.INK,
          Anchor.MIDDLE);
    }
  }

  /** How much of its hue a value has, from 0 to 1. */
  double strength(double value) {
    double greatest = 0;
    for (int row = 0; row < classes.size(); row++) {
      for (int column = 0; column < classes.size(); column++) {
        double here = row == column ? 0 : Math.abs(values.get(row).get(column).orElse(0.0));
        greatest = Math.max(greatest, here);
      }
    }
    return greatest == 0 ? Math.min(1, Math.abs(value)) : Math.min(1, Math.abs(value) / greatest);
  }
}
