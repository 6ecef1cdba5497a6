package dev.carryover.experiments.report.chart;

import dev.carryover.experiments.report.figure.ChartStyle;
import dev.carryover.experiments.report.figure.Lettering;
import dev.carryover.experiments.report.figure.Palette;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Annotation;

/** Names written where lines end, moved apart where they would overlap. */
final class EndLabels extends Annotation {
  private static final double LINE_HEIGHT = ChartStyle.TEXT_SIZE + 2.0;
  private static final int GAP = 6;

  private final List<EndLabel> labels;

  /**
   * One name.
   *
   * @param x where its line ends, in the axis's terms
   * @param y likewise
   */
  record EndLabel(String text, double x, double y, Palette color) {}

  /**
   * The room beside the lines that their names stand in.
   *
   * @param width what the names may take, in a figure's units
   * @param share what of the axis's length is left to the lines
   */
  record Room(double width, double share) {
    private static final double LEAST = 60;
    private static final double AXIS = 400.0 / 480;
    private static final double MOST = 0.42;

    /** As much as the longest name needs, up to a share of the figure's width. */
    static Room beside(List<String> names, int figureWidth) {
      double longest =
          names.stream()
              .mapToDouble(name -> Lettering.width(name, ChartStyle.TEXT))
              .max()
              .orElse(LEAST);
      double plot = figureWidth * AXIS;
      double width = Math.clamp(longest, LEAST, MOST * plot);
      return new Room(width, 1 - (width + GAP) / plot);
    }

    /** A name as it fits. */
    String fitted(String name) {
      return Lettering.fitted(name, ChartStyle.TEXT, width);
    }
  }

  EndLabels(List<EndLabel> labels) {
    super(false);
    this.labels = List.copyOf(labels);
  }

  @Override
  public void paint(Graphics2D graphics) {
    List<EndLabel> fromTop =
        labels.stream().sorted(Comparator.comparingDouble(EndLabel::y).reversed()).toList();
    List<Double> wanted =
        fromTop.stream().map(label -> (double) getYAxisScreenValue(label.y())).toList();
    List<Double> places = above(apart(wanted, LINE_HEIGHT), LINE_HEIGHT, axis() - LINE_HEIGHT / 2);
    for (int i = 0; i < places.size(); i++) {
      EndLabel label = fromTop.get(i);
      Lettering.draw(
          graphics,
          label.text(),
          getXAxisScreenValue(label.x()) + GAP,
          places.get(i),
          ChartStyle.TEXT,
          label.color(),
          Lettering.Anchor.START);
    }
  }

  /** Where the plot ends below, whichever end of its axis that is. */
  private double axis() {
    return Math.max(getYAxisScreenValueForMin(), getYAxisScreenValueForMax());
  }

  /**
   * Places as near to the wanted ones as a least distance between neighbours allows: what is too
   * near is joined to a group, which stands around the mean of what its members want.
   *
   * @param wanted ascending
   */
  static List<Double> apart(List<Double> wanted, double distance) {
    List<List<Double>> groups = new ArrayList<>();
    for (double place : wanted) {
      groups.add(new ArrayList<>(List.of(place)));
      while (groups.size() > 1 && overlap(groups, distance)) {
        List<Double> last = groups.removeLast();
        groups.getLast().addAll(last);
      }
    }
    List<Double> places = new ArrayList<>();
    for (List<Double> group : groups) {
      double first = mean(group) - distance * (group.size() - 1) / 2;
      for (int i = 0; i < group.size(); i++) {
        places.add(first + i * distance);
      }
    }
    return places;
  }

  /** Moves what lies too low up to a limit, and what it then meets likewise. */
  static List<Double> above(List<Double> places, double distance, double limit) {
    List<Double> raised = new ArrayList<>(places);
    double lowest = limit;
    for (int i = raised.size() - 1; i >= 0; i--) {
      raised.set(i, Math.min(raised.get(i), lowest));
      lowest = raised.get(i) - distance;
    }
    return raised;
  }

  private static boolean overlap(List<List<Double>> groups, double distance) {
    List<Double> upper = groups.get(groups.size() - 2);
    List<Double> lower = groups.getLast();
    double room = mean(lower) - mean(upper);
    return room < distance * (upper.size() + lower.size()) / 2;
  }

  private static double mean(List<Double> group) {
    return group.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
