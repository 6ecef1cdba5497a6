package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.report.answer.Answer;
import dev.carryover.experiments.report.answer.Compared;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Finding;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.section.ClassifierBlocks;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The seed paper's claims beside its own figures and program, and beside what a run measured. */
final class Vera2024Findings {
  private static final String PUBLISHED = "published";
  private static final String CORRECTED = "corrected";
  private static final String CASE_I = "caseI";
  private static final String CASE_II = "caseII";
  private static final String BASELINE = "baseline";
  private static final String OVERWRITTEN = "caseIAfterCaseII";
  private static final List<String> CLASSIFIERS = List.of(CASE_I, CASE_II, BASELINE);
  private static final int DECIMALS = 3;

  private final Paper paper;
  private final RunContents contents;
  private final Map<String, Text> texts;

  /**
   * A finding's prose.
   *
   * @param id F1 and so on
   * @param claim what the paper says
   * @param evidence what its figures and program say
   */
  private record Text(String id, String title, String claim, String evidence) {}

  private Vera2024Findings(Paper paper, RunContents contents) {
    this.paper = paper;
    this.contents = contents;
    this.texts =
        List.of(Papers.read("vera2024-findings.yaml", Text[].class)).stream()
            .collect(Collectors.toMap(Text::id, text -> text));
  }

  static Section of(Paper paper, RunContents contents) {
    Vera2024Findings findings = new Vera2024Findings(paper, contents);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "Each claim of the paper stands beside what its own figures and program say to it and what"
                + " this run measured."));
    blocks.add(findings.metrics());
    List<Figure> recorded = findings.recordedCurves();
    if (!recorded.isEmpty()) {
      blocks.add(new Block.Pictures(recorded));
    }
    blocks.add(findings.losses());
    blocks.add(findings.overwriting());
    blocks.add(findings.initialErrors());
    blocks.add(findings.snapping());
    blocks.add(findings.sampling());
    return new Section("findings", "Findings", blocks);
  }

  private Finding finding(String id, List<String> measured, List<Table> tables) {
    Text text = Objects.requireNonNull(texts.get(id), id);
    return new Finding(
        text.id(),
        text.title(),
        List.of(
            new Finding.Part("The paper says", List.of(text.claim().strip())),
            new Finding.Part("Its figures and program say", List.of(text.evidence().strip())),
            new Finding.Part("We measured", measured)),
        tables);
  }

  private Optional<ExperimentResults> results(String experiment) {
    return contents.experiment(experiment).map(contents::results);
  }

  /** The classifiers of an experiment; none unless all three have been measured. */
  private List<StageContents> classifiers(String experiment) {
    List<StageContents> stages =
        contents.experiment(experiment).map(contents::stages).orElse(List.of()).stream()
            .filter(stage -> CLASSIFIERS.contains(stage.stage().key()))
            .filter(stage -> stage.results().isPresent())
            .toList();
    return stages.size() == CLASSIFIERS.size() ? stages : List.of();
  }

  private Finding metrics() {
    List<Table> tables = new ArrayList<>();
    List<StageContents> stages = classifiers(PUBLISHED);
    if (!stages.isEmpty()) {
      Table table =
          new Table(
              "Final test errors, published protocol.",
              List.of("", "recorded as “error”", "fraction misclassified", "published matrices"));
      for (StageContents stage : stages) {
        table.row(
            Words.capitalized(stage.name()),
            quantity(stage, stage.stage().metric()),
            quantity(stage, Metric.ERROR_SNAPPED),
            matrix(stage.stage().key())
                .<Object>map(figure -> Quantity.given(figure.value(), DECIMALS))
                .orElse("–"));
      }
      tables.add(table);
    }
    return finding(
        "F1",
        List.of(
            difference(
                PUBLISHED, Metric.ERROR_SNAPPED, "Under the published protocol, on one metric, "),
            difference(CORRECTED, Metric.ERROR, "Under the corrected protocol, ")),
        tables);
  }

  private Optional<PublishedFigure> matrix(String stage) {
    return paper.tables().stream()
        .flatMap(table -> table.figures().stream())
        .filter(figure -> figure.when() == PublishedFigure.When.END)
        .filter(figure -> figure.stage().equals(stage))
        .findFirst();
  }

  private static Object quantity(StageContents stage, Metric metric) {
    return stage
        .last(SetName.TEST, metric)
        .<Object>map(summary -> Metrics.quantity(summary, metric))
        .orElse("–");
  }

  /** What the program records as error, which is not the same thing in all three. */
  private List<Figure> recordedCurves() {
    List<StageContents> stages = classifiers(PUBLISHED);
    if (stages.isEmpty()) {
      return List.of();
    }
    ClassifierBlocks blocks = new ClassifierBlocks(stages.getFirst().experiment(), stages);
    List<Figure> figures = new ArrayList<>();
    for (SetName set : List.of(SetName.TEST, SetName.TRAIN)) {
      figures.addAll(
          blocks.curves(
              "recorded-" + set.key(),
              "What the program records as “error” on the %s (Figures 7 to 9): squared error for Case"
                      .formatted(Metrics.images(set))
                  + " I and II, the fraction misclassified for the baseline.",
              "“error” as recorded",
              set,
              (stage, ignored) -> stage.stage().metric()));
    }
    return figures;
  }

  private Finding losses() {
    return finding(
        "F2",
        List.of(
            "The corrected protocol trains all three with the same softmax cross-entropy.",
            difference(CORRECTED, Metric.ERROR, "Under it, ")),
        List.of());
  }

  private Finding overwriting() {
    Optional<StageResults> caseI = results(PUBLISHED).flatMap(found -> found.stage(CASE_I));
    Optional<GraftResults> overwritten =
        results(PUBLISHED).map(found -> found.grafts().get(OVERWRITTEN));
    if (caseI.isEmpty() || overwritten.isEmpty()) {
      return finding("F3", List.of(missing(PUBLISHED)), List.of());
    }
    Table table =
        new Table(
            "Case I, fraction of the test images misclassified, outputs snapped.",
            List.of("Digit", "as trained", "after Case II"));
    for (int digit : List.of(5, 8)) {
      Optional<Summary> before = digit(caseI.get().classes(), digit);
      Optional<Summary> after = digit(overwritten.get().classes(), digit);
      if (before.isPresent() && after.isPresent()) {
        table.row(
            Integer.toString(digit),
            Quantity.of(before.get(), DECIMALS),
            Quantity.of(after.get(), DECIMALS));
      }
    }
    Optional<Summary> whole =
        StageResults.figure(caseI.get().end(), SetName.TEST, Metric.ERROR_SNAPPED);
    Optional<Summary> after =
        StageResults.figure(overwritten.get().figures(), SetName.TEST, Metric.ERROR_SNAPPED);
    if (whole.isEmpty() || after.isEmpty()) {
      return finding("F3", List.of(missing(PUBLISHED)), List.of());
    }
    table.row("all", Quantity.of(whole.get(), DECIMALS), Quantity.of(after.get(), DECIMALS));
    Summary change = Summary.ofDifference(after.get(), whole.get());
    return finding(
        "F3",
        List.of(
            "Case II’s W1 in the place of Case I’s changes Case I’s test error by %s points."
                .formatted(Compared.amount(change, Metric.ERROR_SNAPPED).signed())),
        List.of(table));
  }

  private static Optional<Summary> digit(
      Map<String, List<Map<String, Summary>>> classes, int digit) {
    return Optional.ofNullable(classes.get(SetName.TEST.key()))
        .filter(list -> digit < list.size())
        .map(list -> list.get(digit).get(Metric.ERROR_SNAPPED.key()));
  }

  private Finding initialErrors() {
    Optional<Summary> caseI = initial(CASE_I);
    Optional<Summary> caseII = initial(CASE_II);
    return finding(
        "F4",
        List.of(
            caseI.isPresent() && caseII.isPresent()
                ? ChanceInWords.initialErrors(caseI.get(), caseII.get())
                : missing(PUBLISHED)),
        List.of());
  }

  private Optional<Summary> initial(String stage) {
    return results(PUBLISHED)
        .flatMap(found -> found.stage(stage))
        .flatMap(
            found -> StageResults.figure(found.initial(), SetName.TRAIN, Metric.ERROR_SNAPPED));
  }

  private Finding snapping() {
    List<StageContents> stages = classifiers(PUBLISHED);
    if (stages.isEmpty()) {
      return finding("F5", List.of(missing(PUBLISHED)), List.of());
    }
    Table table =
        new Table(
            "Final test errors, fraction misclassified; the cost in percentage points.",
            List.of("", "raw", "snapped", "cost"));
    for (StageContents stage : stages) {
      Optional<Summary> raw = stage.last(SetName.TEST, Metric.ERROR);
      Optional<Summary> snapped = stage.last(SetName.TEST, Metric.ERROR_SNAPPED);
      if (raw.isPresent() && snapped.isPresent()) {
        table.row(
            Words.capitalized(stage.name()),
            Quantity.of(raw.get(), DECIMALS),
            Quantity.of(snapped.get(), DECIMALS),
            Compared.amount(Summary.ofDifference(snapped.get(), raw.get()), Metric.ERROR));
      }
    }
    return finding(
        "F5",
        List.of("The table reads the same networks with and without snapping."),
        List.of(table));
  }

  private Finding sampling() {
    List<String> words = new ArrayList<>();
    for (String key : List.of(PUBLISHED, CORRECTED)) {
      Optional<StageContents> baseline =
          classifiers(key).stream()
              .filter(stage -> stage.stage().key().equals(BASELINE))
              .findFirst();
      if (baseline.isEmpty()) {
        words.add(missing(key));
      } else {
        for (SetName set : List.of(SetName.TEST, SetName.FULL_TEST)) {
          baseline
              .get()
              .last(set, baseline.get().ownMetric())
              .ifPresent(error -> words.add(ChanceInWords.sampling(baseline.get(), set, error)));
        }
      }
    }
    return finding("F6", words, List.of());
  }

  private String missing(String experiment) {
    return contents.experiment(experiment).isPresent()
        ? contents.missing(
            "Our measurement under the %s protocol".formatted(experiment),
            "Case I, Case II and the baseline")
        : "This run does not include the %s protocol.".formatted(experiment);
  }

  /** Both ways of transfer beside the baseline. */
  private String difference(String key, Metric metric, String start) {
    if (classifiers(key).isEmpty()) {
      return missing(key);
    }
    Experiment experiment = contents.experiment(key).orElseThrow();
    List<Compared> comparisons = new ArrayList<>();
    for (String stage : List.of(CASE_I, CASE_II)) {
      Compared.of(experiment, contents.results(experiment), stage, BASELINE, SetName.TEST, metric)
          .ifPresent(comparisons::add);
    }
    return start + String.join(" ", Answer.to(contents, experiment, comparisons));
  }
}
