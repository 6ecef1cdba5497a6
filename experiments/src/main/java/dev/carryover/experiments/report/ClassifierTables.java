package dev.carryover.experiments.report;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.protocol.PublishedFigures.When;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Problem 1's tables under one protocol. */
record ClassifierTables(RunContents contents, Protocol protocol) {
  private static final int PUBLISHED_DECIMALS = 3;
  private static final int ERROR_DECIMALS = 3;
  private static final int SQUARED_DECIMALS = 4;

  /** Test errors whose first record is looked for. */
  private static final List<Double> LEVELS = List.of(0.5, 0.2, 0.15, 0.12, 0.1, 0.09, 0.08, 0.07);

  /** The paper's Table I. */
  Table tableI() {
    Table table =
        new Table(
            "Table I. Measured: mean of "
                + Words.replicas(contents.record().spec().replicas())
                + " ± half its 95% interval. ✓: the published figure, one run, lies where 95% of"
                + " single runs would. Final errors of Case I and II are squared errors in the"
                + " paper"
                + (protocol == Protocol.CORRECTED
                    ? "; here every error is the fraction misclassified, so those cannot agree."
                    : " and here, the baseline’s is the fraction misclassified (finding F1)."),
            List.of("", "published", "measured", "agrees"));
    for (PublishedFigures.Row row : PublishedFigures.TABLE_I) {
      table.group(Words.capitalized(row.name()));
      classifiers()
          .forEach((run, classifier) -> {
            Summary measured = Agreement.measured(protocol, row, run, classifier);
            table.row(
                Words.capitalized(run.title()),
                Quantity.given(row.of(run), PUBLISHED_DECIMALS),
                Quantity.of(measured, SQUARED_DECIMALS),
                comparable(run, row.when())
                    ? mark(Agreement.tableI(row, run, measured))
                    : "another metric");
          });
    }
    return table;
  }

  private Map<Run, Classifier> classifiers() {
    return Agreement.classifiers(contents.results(protocol));
  }

  private boolean comparable(Run run, When when) {
    return protocol == Protocol.PUBLISHED || when == When.INITIAL || run == Run.BASELINE;
  }

  static String mark(Optional<Boolean> agrees) {
    return agrees.map(yes -> yes ? "✓" : "no").orElse("–");
  }

  static int decimals(Metric metric) {
    return metric == Metric.ERROR || metric == Metric.ERROR_SNAPPED
        ? ERROR_DECIMALS
        : SQUARED_DECIMALS;
  }

  /** The final errors of all three on the same metrics. */
  Table allMetrics() {
    List<Metric> metrics =
        protocol == Protocol.PUBLISHED
            ? List.of(
                Metric.ERROR_SNAPPED,
                Metric.ERROR,
                Metric.SQUARED_ERROR_SNAPPED,
                Metric.SQUARED_ERROR)
            : List.of(Metric.ERROR, Metric.SQUARED_ERROR);
    List<String> headings = new ArrayList<>(List.of("Final error"));
    metrics.forEach(metric -> headings.add(name(metric)));
    Table table = new Table("The same runs, every metric.", headings);
    classifiers()
        .forEach((run, classifier) -> {
          table.group(Words.capitalized(run.title()));
          classifier
              .last()
              .keySet()
              .forEach(set -> {
                List<Object> cells = new ArrayList<>(List.of(Words.capitalized(Words.set(set))));
                metrics.forEach(metric ->
                    cells.add(
                        Quantity.of(
                            ProtocolResults.figure(classifier.last(), set, metric),
                            decimals(metric))));
                table.row(cells.toArray());
              });
        });
    return table;
  }

  private String name(Metric metric) {
    String suffix = protocol == Protocol.PUBLISHED ? " raw" : "";
    return switch (metric) {
      case ERROR -> "misclassified" + suffix;
      case ERROR_SNAPPED -> "misclassified, snapped";
      case SQUARED_ERROR -> "squared error" + suffix;
      case SQUARED_ERROR_SNAPPED -> "squared error, snapped";
    };
  }

  /** What transfer gains, replica by replica; empty where it was not compared. */
  Optional<Table> comparisons() {
    return contents
        .results(protocol)
        .comparisons()
        .map(list -> {
          Table table =
              new Table(
                  "Test error minus the baseline’s, replica by replica, in percentage points. Below"
                      + " zero: transfer helps.",
                  List.of("Difference", "points"));
          list.forEach(comparison ->
              table.row(
                  "%s − baseline, %s".formatted(title(comparison.a()), Words.set(comparison.set())),
                  Quantity.of(comparison.difference(), ERROR_DECIMALS).percent()));
          return table;
        });
  }

  private static String title(String key) {
    return key.equals(Run.CASE_I.key()) ? Run.CASE_I.title() : Run.CASE_II.title();
  }

  /** How soon each run comes to given test errors. */
  Table epochsToReach() {
    List<String> headings = new ArrayList<>(List.of("Test error at most"));
    List<Curve> curves = new ArrayList<>();
    for (Run run : List.of(Run.CASE_I, Run.CASE_II, Run.BASELINE)) {
      contents
          .curves()
          .curve(protocol, run, "test." + protocol.fraction().key())
          .ifPresent(curve -> {
            headings.add(run.title());
            curves.add(curve);
          });
    }
    Table table =
        new Table(
            "Epochs trained at the first record with so small a fraction of test images"
                + " misclassified (from the soonest to the latest replica; – where none came"
                + " there). Records are ten epochs apart.",
            headings);
    for (double level : LEVELS) {
      List<Object> cells = new ArrayList<>(List.of(Quantity.fixed(100 * level, 0) + "%"));
      curves.forEach(curve -> cells.add(reached(curve.reaching(level))));
      table.row(cells.toArray());
    }
    return table;
  }

  private static String reached(List<OptionalInt> epochs) {
    int[] found = epochs.stream().flatMapToInt(OptionalInt::stream).sorted().toArray();
    if (found.length == 0) {
      return "–";
    }
    int first = found[0];
    int last = found[found.length - 1];
    String range = first == last ? Integer.toString(first) : first + "–" + last;
    return found.length == epochs.size()
        ? range
        : "%s (%d of %d)".formatted(range, found.length, epochs.size());
  }
}
