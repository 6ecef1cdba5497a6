package dev.carryover.experiments.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * Text drawn as shapes, as the charts draw theirs: it looks the same whatever fonts a reader has.
 */
final class Lettering {
  /** Which part of a text lies at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  private Lettering() {}

  /**
   * Draws one line.
   *
   * @param x of its anchor
   * @param y of the middle of its capitals
   */
  static void draw(
      Graphics2D graphics, String text, double x, double y, Font font, Palette color, Anchor at) {
    TextLayout layout = new TextLayout(text, font, graphics.getFontRenderContext());
    double left =
        switch (at) {
          case START -> x;
          case MIDDLE -> x - layout.getAdvance() / 2;
          case END -> x - layout.getAdvance();
        };
    Rectangle2D capital = new TextLayout("H", font, graphics.getFontRenderContext()).getBounds();
    graphics.setColor(color.color());
    graphics.fill(
        layout.getOutline(AffineTransform.getTranslateInstance(left, y + capital.getHeight() / 2)));
  }

  /** Draws one line that runs upwards. */
  static void drawUpwards(
      Graphics2D graphics, String text, double x, double y, Font font, Palette color) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    draw(graphics, text, 0, 0, font, color, Anchor.MIDDLE);
    graphics.setTransform(before);
  }
}
