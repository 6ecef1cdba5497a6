package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Interval;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.experiments.statistics.WilsonInterval;
import java.util.Collections;
import java.util.Locale;

/** What seeds and the number of test images alone do to an error of the seed's paper. */
final class ChanceInWords {
  private static final int DECIMALS = 3;

  private ChanceInWords() {}

  /**
   * How far apart replicas start.
   *
   * @param caseI error on the training images before training
   * @param caseII likewise
   */
  static String initialErrors(Summary caseI, Summary caseII) {
    String start =
        caseI.replicas().equals(caseII.replicas())
            ? "Here both start from the same draws, so from the same error."
            : "Here Case II starts from Case I’s error %s."
                .formatted(Quantity.of(Summary.ofDifference(caseII, caseI), DECIMALS).signed());
    if (caseI.replicas().size() < 2) {
      return "%s It is %s on the training images; how much it varies over seeds takes more replicas."
          .formatted(start, Quantity.of(caseI, DECIMALS));
    }
    return ("%s Over %d seeds it ranges from %s to %s on the training images, with a standard"
            + " deviation of %s; the published two are 0.036 apart.")
        .formatted(
            start,
            caseI.replicas().size(),
            Quantity.fixed(Collections.min(caseI.replicas()), DECIMALS),
            Quantity.fixed(Collections.max(caseI.replicas()), DECIMALS),
            Quantity.fixed(caseI.sd(), DECIMALS));
  }

  /** How far a single run’s error may be from that on all images, and how far replicas differ. */
  static String sampling(StageContents baseline, SetName set, Summary error) {
    int images = baseline.results().orElseThrow().images(set);
    Interval interval = WilsonInterval.of(error.mean(), images).interval();
    String spread =
        error.replicas().size() < 2
            ? ""
            : " Over %d seeds the standard deviation is %s points."
                .formatted(error.replicas().size(), Quantity.fixed(100 * error.sd(), 2));
    return String.format(
            Locale.ROOT,
            "%s protocol, %s: with %,d images, a single run that misclassifies %s%% could misclassify"
                + " %s%% to %s%% of all images.",
            Words.capitalized(baseline.experiment().key()),
            set.title(),
            images,
            Quantity.fixed(100 * error.mean(), 1),
            Quantity.fixed(100 * interval.low(), 1),
            Quantity.fixed(100 * interval.high(), 1))
        + spread;
  }
}
