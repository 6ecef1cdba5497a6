package dev.carryover.data.synthetic;

import java.util.List;

/** Scales and moves strokes into a picture, as MNIST's makers did with their digits. */
final class Fit {
  private Fit() {}

  /**
   * The strokes, alike in shape, with a given longer side and a given centre of mass.
   *
   * @param size the longer side of the box around the points, in pixels
   */
  static List<Stroke> to(List<Stroke> strokes, double size, double centreX, double centreY) {
    double scale = size / Math.max(extent(strokes, 0), extent(strokes, 1));
    double shiftX = centreX - scale * centre(strokes, 0);
    double shiftY = centreY - scale * centre(strokes, 1);
    return strokes.stream().map(stroke -> moved(stroke, scale, shiftX, shiftY)).toList();
  }

  private static Stroke moved(Stroke stroke, double scale, double shiftX, double shiftY) {
    double[] points = new double[2 * stroke.count()];
    for (int i = 0; i < stroke.count(); i++) {
      points[2 * i] = scale * stroke.x(i) + shiftX;
      points[2 * i + 1] = scale * stroke.y(i) + shiftY;
    }
    return new Stroke(points);
  }

  private static double extent(List<Stroke> strokes, int axis) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (Stroke stroke : strokes) {
      for (int i = 0; i < stroke.count(); i++) {
        least = Math.min(least, stroke.coordinate(i, axis));
        most = Math.max(most, stroke.coordinate(i, axis));
      }
    }
    return most - least;
  }

  /** The centre of mass of ink laid evenly along the strokes. */
  private static double centre(List<Stroke> strokes, int axis) {
    double moment = 0;
    double mass = 0;
    for (Stroke stroke : strokes) {
      for (int i = 1; i < stroke.count(); i++) {
        double dx = stroke.x(i) - stroke.x(i - 1);
        double dy = stroke.y(i) - stroke.y(i - 1);
        double length = Math.sqrt(dx * dx + dy * dy);
        double middle = (stroke.coordinate(i, axis) + stroke.coordinate(i - 1, axis)) / 2;
        moment += length * middle;
        mass += length;
      }
    }
    return moment / mass;
  }
}
