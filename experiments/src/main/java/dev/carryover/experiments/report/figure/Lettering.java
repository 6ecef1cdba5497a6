package dev.carryover.experiments.report.figure;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;

/**
 * Text drawn as shapes, as the charts draw theirs: it looks the same whatever fonts a reader has.
 */
public final class Lettering {
  /** Which part of a text lies at its place. */
  public enum Anchor {
    /** Its beginning. */
    START,
    /** Its middle. */
    MIDDLE,
    /** Its end. */
    END
  }

  private static final String ELLIPSIS = "…";

  private Lettering() {}

  /** How wide a text is, in a figure's units. */
  public static double width(String text, Font font) {
    return font.getStringBounds(text, new FontRenderContext(null, true, true)).getWidth();
  }

  /**
   * A text as it stands where it fits a width, else without its middle, which an ellipsis marks.
   */
  public static String fitted(String text, Font font, double width) {
    int[] letters = text.codePoints().toArray();
    for (int kept = letters.length; kept > 1; kept--) {
      String shown =
          kept == letters.length
              ? text
              : new String(letters, 0, (kept + 1) / 2)
                  + ELLIPSIS
                  + new String(letters, letters.length - kept / 2, kept / 2);
      if (width(shown, font) <= width) {
        return shown;
      }
    }
    return ELLIPSIS;
  }

  /**
   * Draws one line.
   *
   * @param x of its anchor
   * @param y of the middle of its capitals
   */
  public static void draw(
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
  public static void drawUpwards(
      Graphics2D graphics, String text, double x, double y, Font font, Palette color) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    draw(graphics, text, 0, 0, font, color, Anchor.MIDDLE);
    graphics.setTransform(before);
  }
}
