package dev.carryover.experiments.report;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.record.ProtocolResults.Classifier;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The paper's claims beside its own figures and program, and beside what this run measured. */
final class Findings {
  private static final int DECIMALS = 3;

  private final RunContents contents;
  private final ProtocolResults published;
  private final ProtocolResults corrected;

  private Findings(RunContents contents) {
    this.contents = contents;
    this.published = contents.results(Protocol.PUBLISHED);
    this.corrected = contents.results(Protocol.CORRECTED);
  }

  static Section of(RunContents contents) {
    Findings findings = new Findings(contents);
    return new Section(
        "findings",
        "Findings",
        List.of(
            new Block.Text(
                "Each claim of the paper, what its own figures and program say to it, and what this"
                    + " run measured."),
            findings.metrics(),
            findings.losses(),
            findings.overwriting(),
            findings.initialErrors(),
            findings.snapping(),
            findings.sampling()));
  }

  private Finding metrics() {
    List<String> words = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Map<Run, Classifier> measured = classifiers(published);
    if (measured.isEmpty()) {
      words.add(missing(Protocol.PUBLISHED));
    } else {
      Table table =
          new Table(
              "Final test errors, published protocol.",
              List.of("", "recorded as “error”", "fraction misclassified", "published matrices"));
      measured.forEach((run, classifier) ->
          table.row(
              Words.capitalized(run.title()),
              quantity(classifier, Protocol.PUBLISHED.reportedMetric(run)),
              quantity(classifier, Metric.ERROR_SNAPPED),
              Quantity.given(PublishedFigures.wrong(right(run)), DECIMALS)));
      tables.add(table);
      words.add(
          "Under the published protocol, on one metric, "
              + Differences.of(published, Metric.ERROR_SNAPPED).orElseThrow());
    }
    words.add(correctedDifference());
    return new Finding(
        "F1",
        "The headline compares two different metrics",
        "Both Case I and Case II outperformed the baseline: final test errors 0.019 and 0.016"
            + " against 0.069.",
        "For Case I and II the program records the mean squared error of snapped outputs as"
            + " “error”, for the baseline the fraction of misclassified images. The paper’s own"
            + " confusion matrices have %s of the test images wrong in Case I, %s in Case II and %s"
                .formatted(
                    percent(PublishedFigures.wrong(PublishedFigures.CASE_I_RIGHT)),
                    percent(PublishedFigures.wrong(PublishedFigures.CASE_II_RIGHT)),
                    percent(PublishedFigures.wrong(PublishedFigures.BASELINE_RIGHT)))
            + " in the baseline: on one metric, transfer did not help there.",
        words,
        tables);
  }

  private Finding losses() {
    return new Finding(
        "F2",
        "Two losses are compared as well",
        "Case II’s lower error is put down to its pretrained weights.",
        "The program’s switch for autoencoders stays at its default, so Case I and II are trained"
            + " with squared error; only the baseline was trained with cross-entropy. In the"
            + " authors’ program the baseline misclassifies 6.4% of the test images with"
            + " cross-entropy and 8.6% with squared error (raw outputs, one run each).",
        List.of(
            "The corrected protocol trains all three with the same softmax cross-entropy. "
                + correctedDifference()),
        List.of());
  }

  private Finding overwriting() {
    List<String> words = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Optional<Classifier> caseI = published.caseI();
    if (caseI.isEmpty()
        || published.digitsAfterCaseII().isEmpty()
        || published.caseIAfterCaseII().isEmpty()) {
      words.add(missing(Protocol.PUBLISHED));
    } else {
      List<Map<String, Summary>> before =
          Objects.requireNonNull(caseI.get().digits().get("test"), "test");
      List<Map<String, Summary>> after =
          Objects.requireNonNull(published.digitsAfterCaseII().get().get("test"), "test");
      Table table =
          new Table(
              "Case I, fraction of test images misclassified (snapped).",
              List.of("Digit", "as trained", "after Case II"));
      for (int digit : List.of(5, 8)) {
        table.row(
            Integer.toString(digit),
            Quantity.of(fraction(before.get(digit)), DECIMALS),
            Quantity.of(fraction(after.get(digit)), DECIMALS));
      }
      Summary whole = ProtocolResults.figure(caseI.get().last(), "test", Metric.ERROR_SNAPPED);
      Summary overwritten =
          ProtocolResults.figure(published.caseIAfterCaseII().get(), "test", Metric.ERROR_SNAPPED);
      table.row("all", Quantity.of(whole, DECIMALS), Quantity.of(overwritten, DECIMALS));
      tables.add(table);
      words.add(
          "Overwriting Case I’s W1 with Case II’s changes its overall test error by %s points."
              .formatted(
                  Quantity.of(Summary.ofDifference(overwritten, whole), DECIMALS)
                      .percent()
                      .signed()));
    }
    return new Finding(
        "F3",
        "Figure 5 shows another network than Figure 1",
        "Figure 5 gives Case I’s errors digit by digit, Figure 1 its confusion matrix.",
        "Case I and II share one W1 array and Case II changes it in place; Figure 5 was computed"
            + " after that. Digit 8 has 24 errors of 100 in Figure 1 and 0.05 in Figure 5, digit 5"
            + " has 29 and 0.36.",
        words,
        tables);
  }

  private Finding initialErrors() {
    List<String> words = new ArrayList<>();
    Map<Run, Classifier> measured = classifiers(published);
    if (measured.isEmpty()) {
      words.add(missing(Protocol.PUBLISHED));
    } else {
      words.add(InitialError.words(initial(measured, Run.CASE_I), initial(measured, Run.CASE_II)));
    }
    return new Finding(
        "F4",
        "Initial errors differ by chance",
        "Case II starts from a lower error (0.878) than Case I (0.914).",
        "Both start from the same encoder and the same kind of random output layer: the two"
            + " figures are single draws.",
        words,
        List.of());
  }

  private static Summary initial(Map<Run, Classifier> measured, Run run) {
    return ProtocolResults.figure(
        Objects.requireNonNull(measured.get(run)).initial(), "train", Metric.ERROR_SNAPPED);
  }

  private Finding snapping() {
    List<String> words = new ArrayList<>();
    List<Table> tables = new ArrayList<>();
    Map<Run, Classifier> measured = classifiers(published);
    if (measured.isEmpty()) {
      words.add(missing(Protocol.PUBLISHED));
    } else {
      Table table =
          new Table(
              "Final test errors, fraction misclassified; the cost in percentage points.",
              List.of("", "raw", "snapped", "cost"));
      measured.forEach((run, classifier) -> {
        Summary raw = ProtocolResults.figure(classifier.last(), "test", Metric.ERROR);
        Summary snapped = ProtocolResults.figure(classifier.last(), "test", Metric.ERROR_SNAPPED);
        table.row(
            Words.capitalized(run.title()),
            Quantity.of(raw, DECIMALS),
            Quantity.of(snapped, DECIMALS),
            Quantity.of(Summary.ofDifference(snapped, raw), DECIMALS).percent());
      });
      tables.add(table);
      words.add("The same networks, read with and without snapping:");
    }
    return new Finding(
        "F5",
        "Snapping costs accuracy",
        "The reported errors are those of the trained networks.",
        "Every prediction is snapped before any metric: 0.75 or more becomes 1, 0.25 or less"
            + " becomes 0. Ties then go to the lower digit, which is why column 0 of the confusion"
            + " matrices is so full.",
        words,
        tables);
  }

  private Finding sampling() {
    List<String> words = new ArrayList<>();
    for (Protocol protocol : contents.protocols()) {
      contents
          .results(protocol)
          .baseline()
          .ifPresentOrElse(
              baseline -> words.addAll(SamplingError.words(protocol, baseline)),
              () -> words.add(missing(protocol)));
    }
    return new Finding(
        "F6",
        "One run on 1,000 test images cannot tell a point from chance",
        "Differences between single runs are read as differences between methods.",
        "The 95% half-width of an error of 7% on 1,000 images is ±1.6 percentage points.",
        words,
        List.of());
  }

  private String missing(Protocol protocol) {
    return contents.protocols().contains(protocol)
        ? contents.missing(
            "Our measurement under the %s protocol".formatted(protocol.key()),
            "Case I, Case II and the baseline")
        : "Our measurement: this run did not include the %s protocol.".formatted(protocol.key());
  }

  private String correctedDifference() {
    return Differences.of(corrected, Metric.ERROR)
        .map(words -> "Under the corrected protocol, " + words)
        .orElseGet(() -> missing(Protocol.CORRECTED));
  }

  /** All three, or none. */
  private static Map<Run, Classifier> classifiers(ProtocolResults results) {
    Map<Run, Classifier> classifiers = Agreement.classifiers(results);
    return classifiers.size() == 3 ? classifiers : Map.of();
  }

  private static List<Integer> right(Run run) {
    return switch (run) {
      case CASE_I -> PublishedFigures.CASE_I_RIGHT;
      case CASE_II -> PublishedFigures.CASE_II_RIGHT;
      default -> PublishedFigures.BASELINE_RIGHT;
    };
  }

  private static Quantity quantity(Classifier classifier, Metric metric) {
    return Quantity.of(
        ProtocolResults.figure(classifier.last(), "test", metric),
        ClassifierTables.decimals(metric));
  }

  private static Summary fraction(Map<String, Summary> digit) {
    return Objects.requireNonNull(digit.get(Metric.ERROR_SNAPPED.key()));
  }

  private static String percent(double fraction) {
    return Quantity.fixed(100 * fraction, 1) + "%";
  }
}
