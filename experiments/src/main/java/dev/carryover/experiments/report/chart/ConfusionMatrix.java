package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.Graphics2D;
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
  /** The share of a label's images at which a wrong cell is fully coloured. */
  private static final double FULL_ERROR = 0.15;

  /** From here on light text is easier to read on a cell than dark text. */
  private static final double STRONG = 0.88;

  /** The figure. */
  public Figure figure(String name, String caption) {
    return new Figure(
        name, caption, Figure.Kind.MATRIX, ClassGrid.SIZE, ClassGrid.SIZE, this::paint);
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
    ClassGrid grid = new ClassGrid(classes(), "predicted as", "true class");
    for (int row = 0; row < grid.classes().size(); row++) {
      for (int column = 0; column < grid.classes().size(); column++) {
        paintCell(
            graphics, grid.classes().get(row), grid.classes().get(column), grid.cell(row, column));
      }
    }
    grid.paint(graphics);
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
    if (cell.getWidth() < ClassGrid.LEGIBLE) {
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
}
