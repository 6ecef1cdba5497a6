package dev.carryover.experiments.report;

import dev.carryover.experiments.report.Lettering.Anchor;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures in rows, from the top. */
record TileGrid(List<Row> rows) {
  private static final int SIDE = 70;
  private static final int GAP = 8;
  private static final int NAME_WIDTH = 104;
  private static final int NOTE_HEIGHT = 18;
  private static final int MARGIN = 4;

  /**
   * One row.
   *
   * @param name stands to its left; may be empty
   * @param notes one below each picture; may be empty
   */
  record Row(String name, List<BufferedImage> tiles, List<String> notes) {
    private int height() {
      return SIDE + GAP + (notes.isEmpty() ? 0 : NOTE_HEIGHT);
    }
  }

  /** The figure. */
  Figure figure(String name, String caption, Figure.Kind kind) {
    int columns = rows.stream().mapToInt(row -> row.tiles().size()).max().orElseThrow();
    int width = left() + columns * (SIDE + GAP);
    int height = 2 * MARGIN + rows.stream().mapToInt(Row::height).sum() - GAP;
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
            y + SIDE / 2.0,
            ChartStyle.TEXT,
            Palette.INK,
            Anchor.END);
      }
      for (int c = 0; c < row.tiles().size(); c++) {
        paintTile(graphics, row.tiles().get(c), left() + c * (SIDE + GAP), y);
      }
      for (int c = 0; c < row.notes().size(); c++) {
        Lettering.draw(
            graphics,
            row.notes().get(c),
            left() + c * (SIDE + GAP) + SIDE / 2.0,
            y + SIDE + NOTE_HEIGHT / 2.0,
            ChartStyle.SMALL,
            Palette.INK,
            Anchor.MIDDLE);
      }
      y += row.height();
    }
  }

  private static void paintTile(Graphics2D graphics, BufferedImage tile, int x, int y) {
    graphics.drawImage(tile, x, y, SIDE, SIDE, null);
    graphics.setColor(Palette.GRID.color());
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Rectangle2D.Double(x, y, SIDE, SIDE));
  }
}
