package dev.carryover.experiments.console;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.protocol.PublishedFigures.When;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.record.ProtocolResults.Comparison;
import dev.carryover.experiments.statistics.Published;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One protocol's results as lines of text: the paper's tables, published beside measured. */
public final class ResultTables {
  /** The paper's test images; its figures are single runs', judged by the replicas alone. */
  private static final int PAPER_IMAGES = 1000;

  private final Protocol protocol;
  private final ProtocolResults results;
  private final List<String> lines = new ArrayList<>();

  private ResultTables(Protocol protocol, ProtocolResults results) {
    this.protocol = protocol;
    this.results = results;
  }

  /** The tables of everything that was run. */
  public static List<String> lines(Protocol protocol, ProtocolResults results) {
    ResultTables tables = new ResultTables(protocol, results);
    results.autoencoder().ifPresent(tables::autoencoder);
    results.caseI().ifPresent(ignored -> tables.tableI());
    results.comparisons().ifPresent(tables::comparisons);
    results.heldout().ifPresent(tables::tableII);
    return tables.lines;
  }

  private void autoencoder(Map<String, Map<String, Summary>> scores) {
    title("Autoencoder, mean squared error of the reconstruction");
    TextTable table = new TextTable(2, "images", "metric", "measured", "95% interval");
    scores.forEach((set, metrics) ->
        metrics.forEach((metric, summary) ->
            table.row(setName(set), metric, number(summary.mean()), interval(summary))));
    add(table);
  }

  private Map<Run, Classifier> classifiers() {
    Map<Run, Classifier> classifiers = new LinkedHashMap<>();
    results.caseI().ifPresent(c -> classifiers.put(Run.CASE_I, c));
    results.caseII().ifPresent(c -> classifiers.put(Run.CASE_II, c));
    results.baseline().ifPresent(c -> classifiers.put(Run.BASELINE, c));
    return classifiers;
  }

  private void tableI() {
    title("Table I, as the paper has it");
    TextTable table =
        new TextTable(
            3, "figure", "run", "metric", "published", "measured", "95% interval", "agrees");
    for (PublishedFigures.Row row : PublishedFigures.TABLE_I) {
      classifiers()
          .forEach((run, classifier) -> {
            Metric metric = metric(run, row.when());
            Summary measured =
                ProtocolResults.figure(
                    row.when() == When.INITIAL ? classifier.initial() : classifier.last(),
                    row.set(),
                    metric);
            table.row(
                row.name(),
                run.title(),
                metric.key(),
                number(row.of(run)),
                number(measured.mean()),
                interval(measured),
                agrees(new Published.SingleRun(row.of(run), 0.0005, Range.FRACTION), measured));
          });
    }
    add(table);
    allMetrics();
  }

  /** Before training the program always reports the fraction misclassified. */
  private Metric metric(Run run, When when) {
    if (when == When.FINAL) {
      return protocol.reportedMetric(run);
    }
    return protocol == Protocol.PUBLISHED ? Metric.ERROR_SNAPPED : Metric.ERROR;
  }

  private void allMetrics() {
    title("The same runs, every metric, final");
    List<Metric> metrics =
        protocol == Protocol.PUBLISHED
            ? List.of(Metric.values())
            : List.of(Metric.ERROR, Metric.SQUARED_ERROR);
    List<String> headings = new ArrayList<>(List.of("run", "images"));
    metrics.forEach(metric -> headings.add(metric.key()));
    TextTable table = new TextTable(2, headings.toArray(String[]::new));
    classifiers()
        .forEach((run, classifier) ->
            classifier
                .last()
                .keySet()
                .forEach(set -> {
                  List<String> cells = new ArrayList<>(List.of(run.title(), setName(set)));
                  metrics.forEach(metric ->
                      cells.add(
                          withMargin(ProtocolResults.figure(classifier.last(), set, metric))));
                  table.row(cells.toArray(String[]::new));
                }));
    add(table);
  }

  private void comparisons(List<Comparison> comparisons) {
    title("What transfer gains: test error minus the baseline's, replica by replica");
    TextTable table = new TextTable(2, "run", "images", "difference", "95% interval");
    for (Comparison comparison : comparisons) {
      table.row(
          comparison.a() + " - " + comparison.b(),
          setName(comparison.set()),
          String.format(Locale.ROOT, "%+.4f", comparison.difference().mean()),
          interval(comparison.difference()));
    }
    add(table);
  }

  private void tableII(List<DigitError> digits) {
    title("Table II, mean reconstruction error ± σ, trained on digits 0-4");
    TextTable table =
        new TextTable(1, "digit", "published", "measured", "95% interval of the mean", "agrees");
    for (DigitError measured : digits) {
      Optional<PublishedFigures.Reconstruction> published =
          PublishedFigures.TABLE_II.stream().filter(p -> p.digit() == measured.digit()).findFirst();
      table.row(
          Integer.toString(measured.digit()),
          published.map(p -> number(p.mean()) + " ± " + number(p.sd())).orElse("-"),
          number(measured.mean().mean()) + " ± " + number(measured.sd().mean()),
          interval(measured.mean()),
          published
              .map(p ->
                  agrees(
                      new Published.SingleRun(p.mean(), 0.00005, Range.NONNEGATIVE),
                      measured.mean()))
              .orElse("-"));
    }
    add(table);
  }

  private void title(String title) {
    lines.add("");
    lines.add(title + " (" + protocol.key() + " protocol)");
  }

  private void add(TextTable table) {
    lines.addAll(table.lines());
  }

  private static String setName(String set) {
    return switch (set) {
      case "train" -> "training";
      case "fullTest" -> "full test file";
      default -> set;
    };
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The mean, and half the width of its interval where there is one. */
  private static String withMargin(Summary summary) {
    return number(summary.mean())
        + summary.high().map(high -> " ± " + number(high - summary.mean())).orElse("");
  }

  private static String interval(Summary summary) {
    return summary
        .low()
        .map(low -> number(low) + " to " + number(summary.high().orElseThrow()))
        .orElse("under " + Summary.FEWEST_FOR_INTERVAL + " replicas");
  }

  private static String agrees(Published.SingleRun published, Summary measured) {
    return switch (published.judge(measured, PAPER_IMAGES)) {
      case AGREES -> "yes";
      case DIFFERS -> "no";
      case NO_VERDICT -> "-";
    };
  }
}
