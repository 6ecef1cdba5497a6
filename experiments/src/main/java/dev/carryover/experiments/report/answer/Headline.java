package dev.carryover.experiments.report.answer;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader must know first: warnings, then the answer in a few sentences. */
public final class Headline {
  private final RunContents contents;

  private Headline(RunContents contents) {
    this.contents = contents;
  }

  /** What makes the figures less than was asked for. */
  public static List<String> warnings(RunRecord record) {
    List<String> warnings = new ArrayList<>();
    record
        .data()
        .fallback()
        .ifPresent(reason ->
            warnings.add(
                "NOT REAL DIGITS. MNIST could not be had, so everything here was measured on"
                    + " synthetic digits and says nothing about figures of real ones. "
                    + reason));
    if (!record.complete()) {
      warnings.add(
          "This run did not finish: it was interrupted, it failed, or it still trains. What is"
              + " missing is said where it would stand; ./carryover resume goes on with it.");
    }
    record
        .failed()
        .orElse(Map.of())
        .forEach((experiment, reason) -> warnings.add(experiment + " failed: " + reason));
    return warnings;
  }

  /** The answers: first those of experiments that compare stages, then the others'. */
  public static List<String> lead(RunContents contents) {
    Headline headline = new Headline(contents);
    List<String> lead = new ArrayList<>();
    List<Experiment> single =
        contents.experiments().stream()
            .filter(experiment -> experiment.point().isEmpty())
            .sorted(
                Comparator.comparing((Experiment e) -> contents.results(e).comparisons().isEmpty()))
            .toList();
    single.forEach(experiment ->
        Answer.of(contents, experiment)
            .forEach(sentence ->
                lead.add(
                    contents.experiments().size() == 1
                        ? Words.capitalized(sentence)
                        : experiment.title() + ": " + sentence)));
    Sweep.of(contents).forEach(sweep -> lead.addAll(headline.sweep(sweep)));
    return lead.isEmpty()
        ? List.of("No stage has been trained to its end in this run.")
        : List.copyOf(lead);
  }

  private List<String> sweep(Sweep sweep) {
    List<Experiment> ranked = sweep.ranked(contents);
    if (ranked.isEmpty()) {
      return List.of();
    }
    List<String> sentences = new ArrayList<>();
    ClassHelp.of(contents, sweep).forEach(help -> sentences.addAll(help.sentences()));
    Experiment best = ranked.getFirst();
    Experiment worst = ranked.getLast();
    sentences.add(
        "Of %s of %s, the error of %s on the %s is least at %s: %s; it is greatest at %s: %s (%s)."
            .formatted(
                Words.count(ranked.size(), "setting"),
                Words.list(sweep.names()),
                Sweep.last(contents, best).name(),
                Metrics.images(sweep.set(contents)),
                sweep.describe(best),
                words(sweep, best),
                sweep.describe(worst),
                words(sweep, worst),
                Words.replicas(best.replicas())));
    sentences.addAll(verdicts(sweep));
    return sentences;
  }

  private String words(Sweep sweep, Experiment point) {
    Metric metric = sweep.metric(contents);
    Summary summary = sweep.result(contents, point).orElseThrow();
    return summary.low().isPresent()
        ? Metrics.words(summary, metric)
        : Words.list(summary.replicas().stream().map(v -> Metrics.value(v, metric)).toList());
  }

  /** In how many settings each comparison comes out how. */
  private List<String> verdicts(Sweep sweep) {
    Map<String, Map<Verdict, Integer>> counts = new LinkedHashMap<>();
    for (Experiment point : sweep.points()) {
      for (Compared compared : Compared.of(point, contents.results(point))) {
        if (compared.set() == sweep.set(contents)) {
          compared
              .verdict()
              .ifPresent(verdict ->
                  counts
                      .computeIfAbsent(
                          "%s beside %s".formatted(compared.a().name(), compared.b().name()),
                          ignored -> new EnumMap<>(Verdict.class))
                      .merge(verdict, 1, Integer::sum));
        }
      }
    }
    return counts.entrySet().stream()
        .map(entry ->
            "%s: %s."
                .formatted(
                    Words.capitalized(entry.getKey()),
                    Words.list(
                        entry.getValue().entrySet().stream()
                            .map(count ->
                                "%s in %s"
                                    .formatted(
                                        count.getKey().words(),
                                        Words.count(count.getValue(), "setting")))
                            .toList())))
        .toList();
  }
}
