package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader must know first: warnings, then the result in a few sentences. */
final class Headline {
  private Headline() {}

  /** What makes the figures less than the paper's question asks for. */
  static List<String> warnings(RunRecord record) {
    List<String> warnings = new ArrayList<>();
    record
        .data()
        .fallback()
        .ifPresent(reason ->
            warnings.add(
                "NOT REAL DIGITS. MNIST could not be had, so everything here was measured on"
                    + " synthetic digits and says nothing about the paper’s figures. "
                    + reason));
    if (!record.complete()) {
      warnings.add(
          "This run did not finish: it was interrupted, it failed, or it still trains. What is"
              + " missing is said where it would stand.");
    }
    return warnings;
  }

  /** The result. */
  static List<String> lead(RunContents contents) {
    List<String> lead = new ArrayList<>();
    for (Protocol protocol : contents.protocols()) {
      ProtocolResults results = contents.results(protocol);
      String start =
          protocol == Protocol.CORRECTED
              ? "Asked soundly (corrected protocol), "
              : "As the authors’ program runs (published protocol), on one metric, ";
      Differences.of(results, protocol.fraction()).ifPresent(words -> lead.add(start + words));
    }
    agreement(contents).ifPresent(lead::add);
    if (lead.isEmpty()) {
      lead.add("No classifier has been trained to its end in this run.");
    }
    return lead;
  }

  private static Optional<String> agreement(RunContents contents) {
    Agreement.Count tableI = Agreement.countTableI(contents.results(Protocol.PUBLISHED));
    Agreement.Count tableII = Agreement.countTableII(contents.results(Protocol.PUBLISHED));
    if (tableI.of() + tableII.of() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        "Published protocol: %d of %d figures of Table I and %d of %d of Table II agree with the"
                .formatted(tableI.agreeing(), tableI.of(), tableII.agreeing(), tableII.of())
            + " published ones, within what single runs scatter.");
  }
}
