package dev.carryover.data.synthetic;

import java.util.random.RandomGenerator;

/**
 * How one hand moves differently from another: slant, tilt and proportions (one random affine map)
 * and a smooth waver (random displacements on a coarse grid, blended between its nodes). The idea
 * of elastic distortion is Simard, Steinkraus and Platt's (2003), here applied to the strokes
 * instead of the finished pixels, so that the ink keeps its width.
 *
 * <p>Nothing but additions, multiplications, divisions and square roots: the same on every machine.
 */
final class HandMotion {
  private static final double BOX = 100;
  private static final int CELLS = 3;

  /** How many nodes a cubic B-spline blends along an axis. */
  private static final int ORDER = 4;

  /** The largest displacement of a grid node, in units of the template's box of 100. */
  private static final double WAVER = 26;

  private static final double TILT = 0.15;
  private static final double SLANT_LEFT = -0.15;
  private static final double SLANT_RIGHT = 0.45;
  private static final double NARROWEST = 0.62;
  private static final double WIDEST = 1.05;

  private final double[][][] grid = new double[2][CELLS + ORDER - 1][CELLS + ORDER - 1];
  private final double xx;
  private final double xy;
  private final double yx;
  private final double yy;

  /** One random hand. */
  HandMotion(RandomGenerator random) {
    for (double[][] axis : grid) {
      for (double[] row : axis) {
        for (int i = 0; i < row.length; i++) {
          row[i] = uniform(random, -WAVER, WAVER);
        }
      }
    }
    double sine = uniform(random, -TILT, TILT);
    double cosine = Math.sqrt(1 - sine * sine);
    double slant = uniform(random, SLANT_LEFT, SLANT_RIGHT);
    double width = uniform(random, NARROWEST, WIDEST);
    // Rotation · slant · width: x' = width·x − slant·y, then turned by the tilt; y points down.
    xx = cosine * width;
    xy = -cosine * slant - sine;
    yx = sine * width;
    yy = -sine * slant + cosine;
  }

  /** A stroke as this hand draws it. */
  Stroke draw(Stroke stroke) {
    double[] moved = new double[2 * stroke.count()];
    for (int i = 0; i < stroke.count(); i++) {
      double x = stroke.x(i) + waver(grid[0], stroke.x(i), stroke.y(i));
      double y = stroke.y(i) + waver(grid[1], stroke.x(i), stroke.y(i));
      moved[2 * i] = xx * x + xy * y;
      moved[2 * i + 1] = yx * x + yy * y;
    }
    return new Stroke(moved);
  }

  /** The uniform cubic B-spline over the grid's nodes: no kinks, and no corner that it reaches. */
  private static double waver(double[][] axis, double x, double y) {
    double column = Math.clamp(x / BOX * CELLS, 0, CELLS);
    double row = Math.clamp(y / BOX * CELLS, 0, CELLS);
    int c = Math.min((int) column, CELLS - 1);
    int r = Math.min((int) row, CELLS - 1);
    double sum = 0;
    for (int i = 0; i < ORDER; i++) {
      for (int j = 0; j < ORDER; j++) {
        sum += basis(i, row - r) * basis(j, column - c) * axis[r + i][c + j];
      }
    }
    return sum;
  }

  /** The i-th of the four B-spline basis functions on one cell, t from 0 to 1 across it. */
  private static double basis(int i, double t) {
    return switch (i) {
      case 0 -> (1 - t) * (1 - t) * (1 - t) / 6;
      case 1 -> (3 * t * t * t - 6 * t * t + 4) / 6;
      case 2 -> (-3 * t * t * t + 3 * t * t + 3 * t + 1) / 6;
      default -> t * t * t / 6;
    };
  }

  static double uniform(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
