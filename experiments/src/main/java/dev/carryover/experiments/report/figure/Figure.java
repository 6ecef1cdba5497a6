package dev.carryover.experiments.report.figure;

import java.awt.Graphics2D;

/**
 * A picture that draws itself, the same for every file format.
 *
 * @param name its file's name without extension, unique in a report
 * @param caption what is seen, in words
 * @param kind how it is laid out
 * @param width in units of which text is {@link ChartStyle#TEXT_SIZE} high
 * @param height in the same units
 * @param painter draws it, on a ground that is already there; may be called more than once
 */
public record Figure(
    String name, String caption, Kind kind, int width, int height, Painter painter) {

  /** Sorts of figures. */
  public enum Kind {
    /** Axes and lines or bars. */
    CHART,
    /** A square of counts. */
    MATRIX,
    /** Grey pictures, which turn light on a dark ground. */
    IMAGES,
    /** Coloured pictures, zero see-through. */
    WEIGHTS
  }

  /** Draws. */
  @FunctionalInterface
  public interface Painter {
    /** Draws from (0, 0) to the figure's width and height. */
    void paint(Graphics2D graphics);
  }
}
