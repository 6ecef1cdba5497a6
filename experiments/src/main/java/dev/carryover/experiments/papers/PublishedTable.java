package dev.carryover.experiments.papers;

import dev.carryover.experiments.statistics.Published;
import dev.carryover.experiments.statistics.Range;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Figures that a paper printed together.
 *
 * @param title what the paper calls them
 * @param source where they stand, and of how many runs they are
 * @param kind what kind of figures they are, which decides how they are judged
 * @param seeds how many seeds they are means over, where they are
 * @param decimals how many decimals are printed
 * @param axis what the axis of its picture counts; absent: it has none
 * @param figures row by row
 */
public record PublishedTable(
    String title,
    String source,
    Kind kind,
    OptionalInt seeds,
    int decimals,
    Optional<String> axis,
    List<PublishedFigure> figures) {

  /** Copies the list. */
  public PublishedTable {
    figures = List.copyOf(figures);
  }

  /** What a published figure is of. */
  public enum Kind {
    /** One run: it agrees where one more run of ours could well give it. */
    SINGLE_RUN,
    /** A mean over seeds, ± their standard deviation. */
    OVER_SEEDS,
    /** One run, ± the 95% half-width that its number of test images gives. */
    TEST_SET,
    /** Read off a picture, so that its last digit is a guess: judged as one run. */
    READ_OFF
  }

  /** How far a printed figure may be from what it was rounded from. */
  public double rounding() {
    return Published.roundingOf(decimals);
  }

  /** One of this table's figures, as statistics judges it. */
  public Published published(PublishedFigure figure) {
    Range range = figure.metric().isFraction() ? Range.FRACTION : Range.NONNEGATIVE;
    return switch (kind) {
      case SINGLE_RUN, READ_OFF -> new Published.SingleRun(figure.value(), rounding(), range);
      case OVER_SEEDS ->
          new Published.OverSeeds(
              figure.value(),
              figure.plusMinus().orElseThrow(),
              seeds.orElseThrow(),
              rounding(),
              range);
      case TEST_SET ->
          new Published.OfTestSet(figure.value(), figure.plusMinus().orElseThrow(), rounding());
    };
  }
}
