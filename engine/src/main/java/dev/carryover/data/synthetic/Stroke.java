package dev.carryover.data.synthetic;

/** One stroke of the pen, as a chain of points, x to the right, y down. */
final class Stroke {
  /** How many straight pieces stand for the curve between two points. */
  private static final int PIECES = 6;

  private final double[] points;

  /**
   * Takes ownership of the array.
   *
   * @param points {@code x0, y0, x1, y1, …}, at least two points
   */
  Stroke(double... points) {
    this.points = points;
  }

  /** A stroke that goes straight from point to point. Each piece is cut up, so that it can bend. */
  static Stroke line(int... points) {
    return sampled(points, false);
  }

  /** A stroke that passes through all points in a smooth curve. */
  static Stroke curve(int... points) {
    return sampled(points, true);
  }

  /** One coordinate of a point, axis 0 being x and axis 1 y. */
  double coordinate(int point, int axis) {
    return points[2 * point + axis];
  }

  /** The number of points. */
  int count() {
    return points.length / 2;
  }

  double x(int point) {
    return points[2 * point];
  }

  double y(int point) {
    return points[2 * point + 1];
  }

  private static Stroke sampled(int[] knots, boolean smooth) {
    int spans = knots.length / 2 - 1;
    double[] points = new double[2 * (spans * PIECES + 1)];
    for (int span = 0; span < spans; span++) {
      int last = span == spans - 1 ? PIECES : PIECES - 1;
      for (int piece = 0; piece <= last; piece++) {
        double t = (double) piece / PIECES;
        for (int axis = 0; axis < 2; axis++) {
          points[2 * (span * PIECES + piece) + axis] =
              smooth ? catmullRom(knots, span, axis, t) : linear(knots, span, axis, t);
        }
      }
    }
    return new Stroke(points);
  }

  private static double linear(int[] knots, int span, int axis, double t) {
    return (1 - t) * knot(knots, span, axis) + t * knot(knots, span + 1, axis);
  }

  /** The uniform Catmull-Rom spline (Catmull and Rom, 1974), the end points counted twice. */
  private static double catmullRom(int[] knots, int span, int axis, double t) {
    double p0 = knot(knots, span - 1, axis);
    double p1 = knot(knots, span, axis);
    double p2 = knot(knots, span + 1, axis);
    double p3 = knot(knots, span + 2, axis);
    double linear = t * (p2 - p0);
    double square = t * t * (2 * p0 - 5 * p1 + 4 * p2 - p3);
    double cube = t * t * t * (3 * p1 - p0 - 3 * p2 + p3);
    return p1 + (linear + square + cube) / 2;
  }

  private static double knot(int[] knots, int index, int axis) {
    int clamped = Math.clamp(index, 0, knots.length / 2 - 1);
    return knots[2 * clamped + axis];
  }
}
