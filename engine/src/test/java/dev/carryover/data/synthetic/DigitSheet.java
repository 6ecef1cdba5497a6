package dev.carryover.data.synthetic;

import dev.carryover.data.LabeledExamples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * The sheet of synthetic digits in the documentation: a row for each digit, ten of each, every
 * pixel doubled. Run {@link #main} with the path of the PNG file to write it anew.
 */
final class DigitSheet {
  static final long SEED = 1;
  private static final int DIGITS = 10;
  private static final int ZOOM = 2;

  private DigitSheet() {}

  /** The sheet, 560 by 560 gray pixels, black on white as ink on paper. */
  static BufferedImage draw() {
    LabeledExamples digits = SyntheticDigits.draw(DIGITS * DIGITS, SEED);
    int side = DIGITS * Ink.SIDE * ZOOM;
    BufferedImage sheet = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int row = y / ZOOM / Ink.SIDE;
        int column = x / ZOOM / Ink.SIDE;
        int pixel = y / ZOOM % Ink.SIDE * Ink.SIDE + x / ZOOM % Ink.SIDE;
        float ink = digits.images().value(column * DIGITS + row, pixel);
        sheet.getRaster().setSample(x, y, 0, 255 - Math.round(255 * ink));
      }
    }
    return sheet;
  }

  static void main(String[] args) throws IOException {
    ImageIO.write(draw(), "png", Path.of(args[0]).toFile());
  }
}
