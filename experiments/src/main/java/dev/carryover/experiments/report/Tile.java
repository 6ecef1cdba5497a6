package dev.carryover.experiments.report;

import java.awt.image.BufferedImage;

/** Square pictures of numbers, zero see-through. */
final class Tile {
  private static final int OPAQUE = 255;

  private Tile() {}

  /**
   * A picture in ink.
   *
   * @param values row by row from the top left; 0 no ink, 1 full
   * @throws IllegalArgumentException if their number is no square
   */
  static BufferedImage ofInk(double[] values) {
    return of(values, value -> argb(Palette.INK, value));
  }

  /** A picture of signed numbers: negative vermillion, positive blue, the greatest opaque. */
  static BufferedImage ofWeights(double[] values) {
    double greatest = 0;
    for (double value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    double scale = greatest == 0 ? 1 : greatest;
    return of(
        values,
        value -> argb(value < 0 ? Palette.VERMILLION : Palette.BLUE, Math.abs(value) / scale));
  }

  private static int argb(Palette color, double strength) {
    int alpha = (int) Math.round(OPAQUE * Math.clamp(strength, 0, 1));
    return (color.color().getRGB() & 0xffffff) | alpha << 24;
  }

  private static BufferedImage of(double[] values, java.util.function.DoubleToIntFunction pixel) {
    int side = (int) Math.round(Math.sqrt(values.length));
    if (side * side != values.length) {
      throw new IllegalArgumentException(
          "expected a square number of pixels, found " + values.length);
    }
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < values.length; i++) {
      image.setRGB(i % side, i / side, pixel.applyAsInt(values[i]));
    }
    return image;
  }
}
