package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.statistics.Summary;
import java.util.Collections;

/** What seeds alone do to the error before training. */
final class InitialError {
  private static final int DECIMALS = 3;

  private InitialError() {}

  /**
   * How far apart replicas start.
   *
   * @param caseI error on the training images before training
   * @param caseII likewise
   */
  static String words(Summary caseI, Summary caseII) {
    String start =
        caseI.replicas().equals(caseII.replicas())
            ? "Here both start from the same draws, so from the same error"
            : "Here Case II minus Case I is "
                + Quantity.of(Summary.ofDifference(caseII, caseI), DECIMALS).signed();
    if (caseI.replicas().size() < 2) {
      return "%s, %s on the training images; how much it varies over seeds takes more replicas."
          .formatted(start, Quantity.of(caseI, DECIMALS));
    }
    PublishedFigures.Row row = PublishedFigures.TABLE_I.getFirst();
    return ("%s. Over %d seeds it ranges from %s to %s on the training images (standard deviation"
            + " %s); the published two are %s apart.")
        .formatted(
            start,
            caseI.replicas().size(),
            Quantity.fixed(Collections.min(caseI.replicas()), DECIMALS),
            Quantity.fixed(Collections.max(caseI.replicas()), DECIMALS),
            Quantity.fixed(caseI.sd(), DECIMALS),
            Quantity.fixed(row.caseI() - row.caseII(), DECIMALS));
  }
}
