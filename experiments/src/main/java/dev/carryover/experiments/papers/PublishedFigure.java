package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.statistics.Summary;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One figure that a paper printed, and where the same is found among our results.
 *
 * @param row what the paper calls it
 * @param stage the key of the stage that it is of
 * @param when {@code initial}, {@code final} (the last record), {@code end} (of the trained
 *     parameters) or {@code class} (mean over one class's images, of the trained parameters)
 * @param label which class, for {@code class}
 * @param set on which images
 * @param metric which figure
 * @param value as printed
 * @param sd the printed standard deviation over the images, where there is one
 * @param plusMinus what is printed behind ±, of which {@link PublishedTable.Kind} says what it is
 * @param at the value of the axis whose experiment it is of; absent: there is no axis
 * @param line the line of the table's picture that it is a point of
 * @param x where on that picture's axis
 */
public record PublishedFigure(
    String row,
    String stage,
    When when,
    OptionalInt label,
    SetName set,
    Metric metric,
    double value,
    OptionalDouble sd,
    OptionalDouble plusMinus,
    Optional<String> at,
    Optional<String> line,
    OptionalDouble x) {

  /** When in a stage a figure was taken. */
  public enum When {
    /** Before the first step. */
    INITIAL,
    /** At the last record. */
    FINAL,
    /** Of the parameters when training ended. */
    END,
    /** Of the same, over one class's images. */
    CLASS
  }

  /** What we measured for it; empty where a run does not have it. */
  public Optional<Summary> measured(StageResults results) {
    return switch (when) {
      case INITIAL -> StageResults.figure(results.initial(), set, metric);
      case FINAL -> results.last(set, metric);
      case END -> StageResults.figure(results.end(), set, metric);
      case CLASS -> classErrors(results).map(StageResults.ClassErrors::mean);
    };
  }

  /** The standard deviation over images that we measured for it, where the paper printed one. */
  public Optional<Summary> measuredSd(StageResults results) {
    return sd.isEmpty() ? Optional.empty() : classErrors(results).map(StageResults.ClassErrors::sd);
  }

  private Optional<StageResults.ClassErrors> classErrors(StageResults results) {
    return Optional.ofNullable(results.classErrors().get(set.key())).stream()
        .flatMap(list -> list.stream())
        .filter(errors -> label.isPresent() && errors.label() == label.getAsInt())
        .findFirst();
  }
}
