package dev.carryover.data.synthetic;

import java.util.Arrays;
import java.util.List;

/**
 * Draws strokes on 28 by 28 pixels, white on black, anti-aliased: a pixel's brightness is 1 within
 * the pen's radius of a stroke and falls linearly to 0 over the width of one edge.
 */
final class Ink {
  /** Pixels along a side. */
  static final int SIDE = 28;

  private static final int WHITE = 255;

  private Ink() {}

  /**
   * The strokes' picture.
   *
   * @param strokes in pixels, (0, 0) the top left corner
   * @param radius of the pen, in pixels
   * @param edge how wide the border between white and black is, in pixels
   * @return {@code [28·28]} row by row, 0 to 255 unsigned
   */
  static byte[] draw(List<Stroke> strokes, double radius, double edge) {
    double reach = radius + edge / 2;
    double[] nearest = new double[SIDE * SIDE]; // squared distance of each pixel's centre
    Arrays.fill(nearest, reach * reach);
    for (Stroke stroke : strokes) {
      for (int i = 1; i < stroke.count(); i++) {
        approach(nearest, reach, stroke.x(i - 1), stroke.y(i - 1), stroke.x(i), stroke.y(i));
      }
    }
    byte[] pixels = new byte[nearest.length];
    for (int i = 0; i < pixels.length; i++) {
      double brightness = Math.clamp((reach - Math.sqrt(nearest[i])) / edge, 0, 1);
      pixels[i] = (byte) (int) (brightness * WHITE + 0.5);
    }
    return pixels;
  }

  /** Takes the distance to a straight piece wherever it is the smaller one. */
  private static void approach(
      double[] nearest, double reach, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length = Math.max(dx * dx + dy * dy, Double.MIN_NORMAL);
    int bottom = pixel(Math.max(y0, y1) + reach);
    int right = pixel(Math.max(x0, x1) + reach);
    for (int row = pixel(Math.min(y0, y1) - reach); row <= bottom; row++) {
      for (int column = pixel(Math.min(x0, x1) - reach); column <= right; column++) {
        double px = column + 0.5 - x0;
        double py = row + 0.5 - y0;
        double along = Math.clamp((px * dx + py * dy) / length, 0, 1);
        double ex = px - along * dx;
        double ey = py - along * dy;
        int i = row * SIDE + column;
        nearest[i] = Math.min(nearest[i], ex * ex + ey * ey);
      }
    }
  }

  private static int pixel(double coordinate) {
    return Math.clamp((long) Math.floor(coordinate), 0, SIDE - 1);
  }
}
