package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Lettering.Anchor;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Pictures in rows, from the top, as high and wide as each other.
 *
 * @param rows at least one, with at least one picture
 */
public record TileGrid(List<Row> rows) {
  /** How long a picture's longer side is drawn. */
  private static final int SIDE = 70;

  private static final int GAP = 8;
  private static final int NAME_WIDTH = 104;
  private static final int NOTE_HEIGHT = 18;
  private static final int NOTE_WIDTH = 46;
  private static final int MARGIN = 4;

  /**
   * One row.
   *
   * @param name stands to its left; may be empty
   * @param notes one below each picture; may be empty
   */
  public record Row(String name, List<BufferedImage> tiles, List<String> notes) {
    /** Copies the lists. */
    public Row {
      tiles = List.copyOf(tiles);
      notes = List.copyOf(notes);
    }
  }

  /** Copies the list. */
  public TileGrid {
    rows = List.copyOf(rows);
  }

  private BufferedImage first() {
    return rows.getFirst().tiles().getFirst();
  }

  private double unit() {
    return (double) SIDE / Math.max(first().getHeight(), first().getWidth());
  }

  private int tileHeight() {
    return Math.max(1, (int) Math.round(unit() * first().getHeight()));
  }

  private int tileWidth() {
    return Math.max(1, (int) Math.round(unit() * first().getWidth()));
  }

  /** A note is wider than a narrow picture. */
  private int columnWidth() {
    boolean notes = rows.stream().anyMatch(row -> !row.notes().isEmpty());
    return Math.max(tileWidth(), notes ? NOTE_WIDTH : 0) + GAP;
  }

  private int rowHeight(Row row) {
    return tileHeight() + GAP + (row.notes().isEmpty() ? 0 : NOTE_HEIGHT);
  }

  /** The figure. */
  public Figure figure(String name, String caption, Figure.Kind kind) {
    int columns = rows.stream().mapToInt(row -> row.tiles().size()).max().orElseThrow();
    int width = left() + columns * columnWidth();
    int height = 2 * MARGIN + rows.stream().mapToInt(this::rowHeight).sum() - GAP;
    return new Figure(name, caption, kind, width, height, this::paint);
  }

  private int left() {
    return rows.stream().allMatch(row -> row.name().isEmpty()) ? MARGIN : NAME_WIDTH;
  }

  private void paint(Graphics2D graphics) {
    int y = MARGIN;
    for (Row row : rows) {
      if (!row.name().isEmpty()) {
        Lettering.draw(
            graphics,
            row.name(),
            left() - 10.0,
            y + tileHeight() / 2.0,
            ChartStyle.TEXT,
            Palette.INK,
            Anchor.END);
      }
      for (int c = 0; c < row.tiles().size(); c++) {
        paintTile(graphics, row.tiles().get(c), left() + c * columnWidth(), y);
      }
      for (int c = 0; c < row.notes().size(); c++) {
        Lettering.draw(
            graphics,
            row.notes().get(c),
            left() + c * columnWidth() + tileWidth() / 2.0,
            y + tileHeight() + NOTE_HEIGHT / 2.0,
            ChartStyle.SMALL,
            Palette.INK,
            Anchor.MIDDLE);
      }
      y += rowHeight(row);
    }
  }

  private void paintTile(Graphics2D graphics, BufferedImage tile, int x, int y) {
    graphics.drawImage(tile, x, y, tileWidth(), tileHeight(), null);
    graphics.setColor(Palette.GRID.color());
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Rectangle2D.Double(x, y, tileWidth(), tileHeight()));
  }
}
