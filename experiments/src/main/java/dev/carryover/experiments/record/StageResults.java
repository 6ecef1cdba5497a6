package dev.carryover.experiments.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.carryover.experiments.evaluation.ClassError;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Reconstructions;
import dev.carryover.experiments.run.Reconstructions.Sample;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A stage's results as they stand in {@code run.json}: figures by set and then by metric.
 *
 * @param initial before training; empty of a stage that was not trained in this run
 * @param last the last record
 * @param end of the parameters when training ended
 * @param confusion counts {@code [label][prediction]} by set, summed over replicas; empty of
 *     autoencoders
 * @param classes {@code end} class by class: by set, {@code [classes]}; of a class without
 *     examples, no figure
 * @param classErrors by set, the squared errors of each class's images and how they vary
 * @param samples the test images that are kept with their reconstructions
 */
public record StageResults(
    Map<String, Map<String, Summary>> initial,
    @JsonProperty("final") Map<String, Map<String, Summary>> last,
    Map<String, Map<String, Summary>> end,
    Map<String, List<List<Long>>> confusion,
    Map<String, List<Map<String, Summary>>> classes,
    Map<String, List<ClassErrors>> classErrors,
    List<Sample> samples) {

  /** Copies the list. */
  public StageResults {
    samples = List.copyOf(samples);
  }

  /**
   * The squared errors of one class's images, each its mean over the outputs.
   *
   * @param label the class
   * @param images how many there are
   * @param mean the mean over the images: the mean reconstruction error (MRE) of an autoencoder
   * @param sd the standard deviation over the images, with their number as divisor
   */
  public record ClassErrors(int label, int images, Summary mean, Summary sd) {
    static ClassErrors of(ClassError error) {
      return new ClassErrors(
          error.label(),
          error.images(),
          Summary.of(error.means(), Range.NONNEGATIVE),
          Summary.of(error.deviations(), Range.NONNEGATIVE));
    }
  }

  /** Returns the results of a stage. */
  public static StageResults of(StageOutcome outcome) {
    Map<String, List<List<Long>>> confusion = new LinkedHashMap<>();
    outcome
        .figures()
        .forEach((set, figures) ->
            figures.confusion().ifPresent(c -> confusion.put(set.key(), c.counts())));
    return new StageResults(
        bySet(outcome.initial(), Scores::summaries),
        bySet(outcome.last(), Scores::summaries),
        bySet(outcome.figures(), figures -> figures.scores().summaries()),
        confusion,
        classes(outcome.figures()),
        bySet(
            outcome.figures(),
            figures -> figures.classErrors().stream().map(ClassErrors::of).toList()),
        outcome.samples().map(Reconstructions::samples).orElse(List.of()));
  }

  /** The figures of each class, by set. */
  static Map<String, List<Map<String, Summary>>> classes(Map<SetName, SetFigures> figures) {
    return bySet(figures, set -> set.classScores().stream().map(Scores::summaries).toList());
  }

  /** Values by the sets' names in files, in the order of the sets. */
  static <A, B> Map<String, B> bySet(Map<SetName, A> values, Function<A, B> change) {
    Map<String, B> changed = new LinkedHashMap<>();
    values.forEach((set, value) -> changed.put(set.key(), change.apply(value)));
    return changed;
  }

  /** One figure of the last record; empty if the set was not measured, or not so. */
  public Optional<Summary> last(SetName set, Metric metric) {
    return figure(last, set, metric);
  }

  /** One of figures by set and then by metric; empty if it is not there. */
  public static Optional<Summary> figure(
      Map<String, Map<String, Summary>> figures, SetName set, Metric metric) {
    return Optional.ofNullable(figures.get(set.key()))
        .flatMap(metrics -> Optional.ofNullable(metrics.get(metric.key())));
  }

  /** How many images a set has; 0 if it was not measured. */
  public int images(SetName set) {
    return Optional.ofNullable(classErrors.get(set.key())).orElse(List.of()).stream()
        .mapToInt(ClassErrors::images)
        .sum();
  }
}
