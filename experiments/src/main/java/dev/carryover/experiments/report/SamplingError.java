package dev.carryover.experiments.report;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the number of test images alone lets one say about an error. */
final class SamplingError {
  /** Of the standard normal distribution, for 95%. */
  private static final double QUANTILE = 1.96;

  private SamplingError() {}

  /**
   * Half the width of the 95% interval of a fraction p seen in n images: 1.96 √(p(1 − p)/n), the
   * normal approximation.
   */
  static double halfWidth(double fraction, long images) {
    return QUANTILE * Math.sqrt(fraction * (1 - fraction) / images);
  }

  /** The baseline's error with that width, and how far replicas differ, one sentence a set. */
  static List<String> words(Protocol protocol, Classifier baseline) {
    Metric metric = protocol == Protocol.PUBLISHED ? Metric.ERROR_SNAPPED : Metric.ERROR;
    List<String> words = new ArrayList<>();
    for (String set : List.of("test", "fullTest")) {
      Optional.ofNullable(baseline.confusion().get(set))
          .ifPresent(counts -> {
            Summary error = ProtocolResults.figure(baseline.last(), set, metric);
            long images = images(counts) / error.replicas().size();
            words.add(sentence(protocol, set, error, images));
          });
    }
    return words;
  }

  private static long images(List<List<Long>> counts) {
    return counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
  }

  private static String sentence(Protocol protocol, String set, Summary error, long images) {
    String seeds =
        error.replicas().size() < 2
            ? ""
            : " Over %d seeds the standard deviation is %s points."
                .formatted(error.replicas().size(), Quantity.fixed(100 * error.sd(), 2));
    return String.format(
            Locale.ROOT,
            "%s protocol, %s: the baseline’s mean error of %s%% on %,d images has a half-width of"
                + " ±%s points in a single run.",
            Words.capitalized(protocol.key()),
            Words.set(set),
            Quantity.fixed(100 * error.mean(), 1),
            images,
            Quantity.fixed(100 * halfWidth(error.mean(), images), 1))
        + seeds;
  }
}
