package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.ExperimentResults.Difference;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.statistics.Summary;
import java.util.Arrays;
import java.util.List;

/** How metrics are called and written in a report. */
public final class Metrics {
  private static final int FRACTION_DECIMALS = 3;
  private static final int SQUARED_DECIMALS = 4;

  /** Sets in the order in which their pictures stand. */
  public static final List<SetName> PICTURED =
      List.of(SetName.TEST, SetName.VALIDATION, SetName.TRAIN);

  private Metrics() {}

  /** As a column is headed. */
  public static String heading(Metric metric) {
    return switch (metric) {
      case ERROR -> "misclassified";
      case ERROR_SNAPPED -> "misclassified, snapped";
      case SQUARED_ERROR -> "squared error";
      case SQUARED_ERROR_SNAPPED -> "squared error, snapped";
    };
  }

  /** As an axis is named. */
  public static String unit(Metric metric) {
    return metric.isFraction() ? "fraction misclassified" : "mean squared error";
  }

  /** How many decimals a figure has where no interval decides. */
  public static int decimals(Metric metric) {
    return metric.isFraction() ? FRACTION_DECIMALS : SQUARED_DECIMALS;
  }

  /** A figure with its interval. */
  public static Quantity quantity(Summary summary, Metric metric) {
    return Quantity.of(summary, decimals(metric));
  }

  /** {@code 7.1% ± 0.3} of a fraction, else {@code 0.0050 ± 0.0001}. */
  public static String words(Summary summary, Metric metric) {
    Quantity quantity = quantity(summary, metric);
    if (!metric.isFraction()) {
      return quantity.toString();
    }
    Quantity percent = quantity.percent();
    return (percent.number() + "% " + percent.plusMinus()).strip();
  }

  /** One replica's figure, without an interval. */
  public static String value(double value, Metric metric) {
    return metric.isFraction()
        ? Quantity.fixed(100 * value, 1) + "%"
        : Quantity.fixed(value, SQUARED_DECIMALS);
  }

  /** The set that stands for what a network is worth on images that it has not seen. */
  public static SetName headlineSet(List<SetName> measured) {
    return List.of(SetName.TEST, SetName.FULL_TEST, SetName.VALIDATION, SetName.TRAIN).stream()
        .filter(measured::contains)
        .findFirst()
        .orElse(SetName.TEST);
  }

  /** {@code test images}, {@code images of the full test file}. */
  public static String images(SetName set) {
    return set == SetName.FULL_TEST ? "images of the full test file" : set.title() + " images";
  }

  /** The images that a difference was measured on. */
  public static SetName set(Difference difference) {
    return Arrays.stream(SetName.values())
        .filter(set -> set.key().equals(difference.set()))
        .findFirst()
        .orElseThrow();
  }

  /** The figure that a difference is of. */
  public static Metric metric(Difference difference) {
    return metric(difference.metric());
  }

  /** The figure of a key, as a run's record has it. */
  public static Metric metric(String key) {
    return Arrays.stream(Metric.values())
        .filter(metric -> metric.key().equals(key))
        .findFirst()
        .orElseThrow();
  }
}
