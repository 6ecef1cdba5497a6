package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.ProtocolResults;
import dev.carryover.experiments.report.BarChart.Bars;
import dev.carryover.experiments.report.CurveChart.Line;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Problem 1's pictures under one protocol: the paper's Figures 1 to 9. */
record ClassifierFigures(RunContents contents, Protocol protocol) {
  private static final List<Run> CLASSIFIERS = List.of(Run.CASE_I, Run.CASE_II, Run.BASELINE);

  /** An error of nothing has no logarithm; it is drawn as one in this many images. */
  private static final double FLOOR = 1e-4;

  static Palette color(Run run) {
    return switch (run) {
      case CASE_I -> Palette.BLUE;
      case CASE_II -> Palette.VERMILLION;
      case BASELINE -> Palette.GREEN;
      case AUTOENCODER, HELDOUT -> Palette.PURPLE;
    };
  }

  /** All three on one metric, test and training. */
  List<Figure> errorCurves() {
    return Stream.of("test", "train")
        .flatMap(set ->
            curves(
                "error-" + set,
                "Fraction of %s images misclassified".formatted(Words.set(set)),
                "fraction misclassified",
                run -> set + "." + protocol.fraction().key())
                .stream())
        .toList();
  }

  /** What the paper's program records as error, which is not the same thing in all three. */
  List<Figure> recordedCurves() {
    return Stream.of("test", "train")
        .flatMap(set ->
            curves(
                "recorded-" + set,
                "What the program records as “error” on the %s images (Figures 7 to 9): squared"
                        .formatted(Words.set(set))
                    + " error for Case I and II, fraction misclassified for the baseline",
                "“error” as recorded",
                run -> set + "." + protocol.reportedMetric(run).key())
                .stream())
        .toList();
  }

  private Optional<Figure> curves(
      String name, String caption, String unit, Function<Run, String> metric) {
    List<Line> lines = new ArrayList<>();
    for (Run run : CLASSIFIERS) {
      contents
          .curves()
          .curve(protocol, run, metric.apply(run))
          .ifPresent(curve -> lines.add(new Line(run.title(), color(run), curve)));
    }
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        CurveChart.of(
            protocol.key() + "-" + name,
            caption + ". " + Words.band(contents.record().spec().replicas()),
            unit,
            FLOOR,
            lines));
  }

  /** Figures 1 to 4: test and training. */
  List<Figure> confusions() {
    List<Figure> figures = new ArrayList<>();
    for (String set : List.of("test", "train")) {
      Agreement.classifiers(contents.results(protocol))
          .forEach((run, classifier) ->
              Optional.ofNullable(classifier.confusion().get(set))
                  .map(ConfusionMatrix::new)
                  .ifPresent(matrix -> figures.add(confusion(run, set, matrix))));
    }
    return figures;
  }

  private Figure confusion(Run run, String set, ConfusionMatrix matrix) {
    return matrix.figure(
        "%s-confusion-%s-%s".formatted(protocol.key(), run.key(), set),
        "%s, %s images: %s%% wrong."
            .formatted(
                Words.capitalized(run.title()),
                Words.set(set),
                Quantity.fixed(100 * matrix.error(), 1)));
  }

  /** Figures 5 and 6, the same for the baseline, and Figure 5 as the paper's program drew it. */
  List<Figure> digitErrors() {
    List<Figure> figures = new ArrayList<>();
    Agreement.classifiers(contents.results(protocol))
        .forEach((run, classifier) ->
            figures.add(
                digitErrors(
                    "digits-" + run.key(),
                    Words.capitalized(run.title()) + ", errors digit by digit and overall.",
                    color(run),
                    classifier.digits(),
                    classifier.last())));
    ProtocolResults results = contents.results(protocol);
    if (results.digitsAfterCaseII().isPresent() && results.caseIAfterCaseII().isPresent()) {
      figures.add(
          1,
          digitErrors(
              "digits-caseI-overwritten",
              "Case I after Case II has overwritten its W1: the network that the paper’s Figure 5"
                  + " shows.",
              color(Run.CASE_I),
              results.digitsAfterCaseII().get(),
              results.caseIAfterCaseII().get()));
    }
    return figures;
  }

  private Figure digitErrors(
      String name,
      String caption,
      Palette color,
      Map<String, List<Map<String, Summary>>> digits,
      Map<String, Map<String, Summary>> overall) {
    List<String> categories =
        Stream.concat(IntStream.range(0, 10).mapToObj(Integer::toString), Stream.of("all"))
            .toList();
    return BarChart.of(
        protocol.key() + "-" + name,
        caption + " " + Words.whiskers(contents.record().spec().replicas()),
        "fraction misclassified",
        categories,
        List.of(
            Bars.of("training", Palette.MUTED, withOverall("train", digits, overall)),
            Bars.of("test", color, withOverall("test", digits, overall))));
  }

  private List<Summary> withOverall(
      String set,
      Map<String, List<Map<String, Summary>>> digits,
      Map<String, Map<String, Summary>> overall) {
    return Stream.concat(
            Objects.requireNonNull(digits.get(set), set).stream()
                .map(metrics -> Objects.requireNonNull(metrics.get(protocol.fraction().key()))),
            Stream.of(ProtocolResults.figure(overall, set, protocol.fraction())))
        .toList();
  }
}
