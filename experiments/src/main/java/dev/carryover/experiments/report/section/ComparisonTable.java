package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.report.answer.Compared;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Verdict;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Table;
import java.util.List;
import java.util.Optional;

/** The differences that an experiment asks for, replica by replica. */
final class ComparisonTable {
  private ComparisonTable() {}

  /** The table; empty if nothing is compared, or not yet. */
  static Optional<Table> of(RunContents contents, Experiment experiment) {
    List<Compared> comparisons = Compared.of(experiment, contents.results(experiment));
    if (comparisons.isEmpty()) {
      return Optional.empty();
    }
    Table table =
        new Table(
            "Differences of errors, replica by replica: below zero the first is better; of fractions in"
                + " percentage points. ± of the difference: other trainings. Other images: at most so"
                + " much more or less on other images of the same kind, as far as the two errors and"
                + " the number of images can tell. Both together decide.",
            List.of(
                "Difference", "images", "metric", "difference", "other images", "the first is"));
    for (Compared compared : comparisons) {
      table.row(
          "%s − %s".formatted(compared.a().name(), compared.b().name()),
          compared.set().title(),
          Metrics.heading(compared.metric()),
          compared.amount(),
          compared
              .uncertainty()
              .map(both -> "± " + Quantity.fixed(100 * both.sampling(), 1))
              .orElse("–"),
          compared.verdict().map(Verdict::words).orElse("– (too few replicas)"));
    }
    return Optional.of(table);
  }
}
