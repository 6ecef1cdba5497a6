package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.Palette;
import java.awt.image.BufferedImage;
import java.util.function.DoubleToIntFunction;

/**
 * Pictures of numbers, zero see-through.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record Tile(int height, int width) {
  private static final int OPAQUE = 255;

  /**
   * A picture in ink.
   *
   * @param values row by row from the top left; 0 no ink, 1 full
   * @throws IllegalArgumentException if their number is not height times width
   */
  public BufferedImage ofInk(double[] values) {
    return of(values, value -> argb(Palette.INK, value));
  }

  /** A picture of signed numbers: negative vermillion, positive blue, the greatest opaque. */
  public BufferedImage ofWeights(double[] values) {
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

  private BufferedImage of(double[] values, DoubleToIntFunction pixel) {
    if (values.length != height * width) {
      throw new IllegalArgumentException(
          "expected %d by %d pixels, found %d".formatted(height, width, values.length));
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < values.length; i++) {
      image.setRGB(i % width, i / width, pixel.applyAsInt(values[i]));
    }
    return image;
  }
}
