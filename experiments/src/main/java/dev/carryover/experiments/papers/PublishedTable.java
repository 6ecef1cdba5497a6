package dev.carryover.experiments.papers;

import dev.carryover.experiments.statistics.Published;
import dev.carryover.experiments.statistics.Range;
import java.util.List;

/**
 * Figures that a paper printed together.
 *
 * @param title what the paper calls them
 * @param source where they stand, and of how many runs they are
 * @param kind what kind of figures they are, which decides how they are judged
 * @param decimals how many decimals are printed
 * @param figures row by row
 */
public record PublishedTable(
    String title, String source, Kind kind, int decimals, List<PublishedFigure> figures) {

  /** Copies the list. */
  public PublishedTable {
    figures = List.copyOf(figures);
  }

  /** What a published figure is of. */
  public enum Kind {
    /** One run: it agrees where one more run of ours could well give it. */
    SINGLE_RUN
  }

  /** How far a printed figure may be from what it was rounded from. */
  public double rounding() {
    return Published.roundingOf(decimals);
  }

  /** One of this table's figures, as statistics judges it. */
  public Published published(PublishedFigure figure) {
    return switch (kind) {
      case SINGLE_RUN ->
          new Published.SingleRun(
              figure.value(),
              rounding(),
              figure.metric().isFraction() ? Range.FRACTION : Range.NONNEGATIVE);
    };
  }
}
