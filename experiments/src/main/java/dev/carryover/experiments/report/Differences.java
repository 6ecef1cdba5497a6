package dev.carryover.experiments.report;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.statistics.Summary;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What transfer gains over the baseline, in words that the interval supports. */
final class Differences {
  private static final int DECIMALS = 3;

  private Differences() {}

  /**
   * Both ways of transfer beside the baseline; empty unless all three have been trained.
   *
   * @param metric a fraction of test images
   */
  static Optional<String> of(ProtocolResults results, Metric metric) {
    Map<Run, Classifier> measured = Agreement.classifiers(results);
    if (measured.size() < 3) {
      return Optional.empty();
    }
    Summary baseline = figure(measured, Run.BASELINE, metric);
    return Optional.of(
        "the baseline misclassifies %s of the test images; Case I %s; Case II %s."
            .formatted(
                percent(baseline),
                beside(figure(measured, Run.CASE_I, metric), baseline),
                beside(figure(measured, Run.CASE_II, metric), baseline)));
  }

  private static Summary figure(Map<Run, Classifier> measured, Run run, Metric metric) {
    return ProtocolResults.figure(Objects.requireNonNull(measured.get(run)).last(), "test", metric);
  }

  private static String beside(Summary own, Summary baseline) {
    return percent(own) + ", " + verdict(Summary.ofDifference(own, baseline));
  }

  private static String percent(Summary fraction) {
    return Quantity.of(fraction, DECIMALS).percent().number() + "%";
  }

  /**
   * Better, worse or neither, in percentage points.
   *
   * @param difference error minus the baseline's error, as fractions of images
   */
  static String verdict(Summary difference) {
    Quantity points = Quantity.of(difference, DECIMALS).percent();
    if (points.margin().isEmpty()) {
      return "%s points in %s, so without an interval"
          .formatted(points.signed(), Words.replicas(difference.count()));
    }
    if (difference.high().orElseThrow() < 0) {
      return "better by " + magnitude(points);
    }
    if (difference.low().orElseThrow() > 0) {
      return "worse by " + magnitude(points);
    }
    return "no difference that %s can show (%s points)"
        .formatted(Words.replicas(difference.replicas().size()), points.signed());
  }

  private static String magnitude(Quantity points) {
    return new Quantity(Math.abs(points.value()), points.margin(), points.decimals()) + " points";
  }
}
