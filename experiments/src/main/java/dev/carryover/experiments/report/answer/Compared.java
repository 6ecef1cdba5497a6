package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.statistics.Interval;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.experiments.statistics.Uncertainty;
import java.util.List;
import java.util.Optional;

/**
 * Two stages' errors on the same images, compared replica by replica: with what other trainings and
 * what other images may change.
 *
 * @param a the first stage
 * @param b the stage that it is compared with
 * @param set on which images
 * @param images how many
 * @param metric which figure
 * @param difference a − b over the replicas
 * @param uncertainty by trainings and by images; absent where the images' part has no formula, and
 *     trainings alone decide
 */
public record Compared(
    Stage a,
    Stage b,
    SetName set,
    int images,
    Metric metric,
    Summary difference,
    Optional<Uncertainty> uncertainty) {

  /** An experiment's comparisons, in their order. */
  public static List<Compared> of(Experiment experiment, ExperimentResults results) {
    return results.comparisons().stream()
        .flatMap(difference ->
            of(
                experiment,
                results,
                difference.a(),
                difference.b(),
                Metrics.set(difference),
                Metrics.metric(difference))
                .stream())
        .toList();
  }

  /**
   * Two stages compared; empty if one of them does not have the figure.
   *
   * @param a the first stage's key
   * @param b the other's
   */
  public static Optional<Compared> of(
      Experiment experiment,
      ExperimentResults results,
      String a,
      String b,
      SetName set,
      Metric metric) {
    Optional<StageResults> one = results.stage(a);
    Optional<StageResults> other = results.stage(b);
    return one.isEmpty() || other.isEmpty()
        ? Optional.empty()
        : of(
            experiment.stage(a).orElseThrow(),
            one.get(),
            experiment.stage(b).orElseThrow(),
            other.get(),
            set,
            metric);
  }

  /**
   * Two stages compared, also of different experiments; empty if one of them does not have the
   * figure, or they have different numbers of replicas.
   *
   * @param a the first stage
   * @param first what it came to
   * @param b the other
   * @param second what that came to
   */
  static Optional<Compared> of(
      Stage a, StageResults first, Stage b, StageResults second, SetName set, Metric metric) {
    Optional<Summary> one = first.last(set, metric);
    Optional<Summary> other = second.last(set, metric);
    if (one.isEmpty() || other.isEmpty() || one.get().count() != other.get().count()) {
      return Optional.empty();
    }
    int images = first.images(set);
    Summary difference = Summary.ofDifference(one.get(), other.get());
    return Optional.of(
        new Compared(
            a,
            b,
            set,
            images,
            metric,
            difference,
            metric.isFraction() && images > 0
                ? Optional.of(
                    Uncertainty.ofDifference(
                        difference, mean(one.get()), mean(other.get()), images))
                : Optional.empty()));
  }

  /** The replicas' own mean, which their difference's fits to the last digit. */
  private static double mean(Summary summary) {
    return summary.replicas().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** What can be said of the first; empty of too few replicas for an interval. */
  public Optional<Verdict> verdict() {
    return difference
        .interval()
        .map(trainings -> {
          Interval total = uncertainty.flatMap(Uncertainty::total).orElse(trainings);
          if (trainings.high() < 0) {
            return total.high() < 0 ? Verdict.BETTER : Verdict.BETTER_HERE;
          }
          if (trainings.low() > 0) {
            return total.low() > 0 ? Verdict.WORSE : Verdict.WORSE_HERE;
          }
          return Verdict.OPEN;
        });
  }

  /** The difference with its interval over trainings: in percentage points of a fraction. */
  public Quantity amount() {
    return amount(difference, metric);
  }

  /** A difference of errors with its interval: in percentage points of a fraction. */
  public static Quantity amount(Summary difference, Metric metric) {
    Quantity quantity = Metrics.quantity(difference, metric);
    return metric.isFraction() ? quantity.percent() : quantity;
  }

  /** The verdict and the difference, as {@code better than scratch by 3.1 ± 0.5 points}. */
  public String words() {
    Quantity amount = amount();
    String unit = metric.isFraction() ? " points" : "";
    return verdict()
        .map(verdict ->
            switch (verdict) {
              case BETTER -> "better than %s by %s%s".formatted(b.name(), amount.magnitude(), unit);
              case WORSE -> "worse than %s by %s%s".formatted(b.name(), amount.magnitude(), unit);
              case BETTER_HERE ->
                  "better than %s by %s%s on these %,d images, too few to say so of others"
                      .formatted(b.name(), amount.magnitude(), unit, images);
              case WORSE_HERE ->
                  "worse than %s by %s%s on these %,d images, too few to say so of others"
                      .formatted(b.name(), amount.magnitude(), unit, images);
              case OPEN ->
                  "which cannot be told from %s (difference %s%s)"
                      .formatted(b.name(), amount.signed(), unit);
            })
        .orElseGet(() -> "a difference from %s of %s%s".formatted(b.name(), amount.signed(), unit));
  }
}
