package dev.carryover.experiments.report.figure;

import java.awt.GraphicsEnvironment;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;

/** This machine has no font to draw with. */
public final class NoFontException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NoFontException(Throwable cause) {
    super(
        "report: expected a font to draw with, found none; install fontconfig and a font (Debian:"
            + " apt-get install fontconfig fonts-dejavu-core), then ./carryover report RUN",
        cause);
  }

  /**
   * Does nothing where there is a font.
   *
   * @throws NoFontException if there is none
   */
  public static void check() {
    try {
      GraphicsEnvironment.getLocalGraphicsEnvironment();
      new TextLayout("0", ChartStyle.TEXT, new FontRenderContext(null, true, true)).getBounds();
    } catch (RuntimeException | InternalError | LinkageError e) {
      // Without fontconfig the JDK's font code fails with whatever it stumbles over first.
      throw new NoFontException(e);
    }
  }
}
