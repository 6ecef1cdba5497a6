package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.report.ReportSupplement;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.document.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a report says of the paper whose experiments were run: its figures, and what was found. */
final class PaperSupplement implements ReportSupplement {
  /** What only one paper needs. */
  private static final Map<String, BiFunction<Paper, RunContents, List<Section>>> FINDINGS =
      Map.of(
          "vera2024",
          (paper, contents) ->
              List.of(Vera2024Findings.of(paper, contents), EncoderWidth.section()));

  private static Optional<Paper> paper(RunContents contents) {
    return contents.record().spec().paper().map(Papers::named);
  }

  /**
   * The paper's tables beside what the run measured, experiment by experiment, all values of an
   * axis in one.
   */
  static List<ComparedTable> tables(Paper paper, RunContents contents) {
    Map<String, ComparedTable> tables = new LinkedHashMap<>();
    for (Experiment experiment : contents.experiments()) {
      ComparedTable.of(
              paper, experiment, contents.results(experiment), contents.record().data().sha256())
          .forEach(table ->
              tables.merge(
                  experiment.base() + " " + table.table().title(),
                  table,
                  ComparedTable::followedBy));
    }
    return List.copyOf(tables.values());
  }

  private static Map<Experiment, ExperimentResults> measured(Paper paper, RunContents contents) {
    Map<Experiment, ExperimentResults> measured = new LinkedHashMap<>();
    contents.experiments().stream()
        .filter(paper.conditions()::include)
        .forEach(experiment -> measured.put(experiment, contents.results(experiment)));
    return measured;
  }

  @Override
  public List<String> answers(RunContents contents) {
    List<String> answers = new ArrayList<>();
    paper(contents)
        .ifPresent(paper -> {
          Map<Experiment, ExperimentResults> measured = measured(paper, contents);
          paper.crossings().forEach(one -> one.found(measured).ifPresent(answers::add));
          paper.claims().forEach(one -> one.judged(measured).ifPresent(answers::add));
        });
    return answers;
  }

  @Override
  public List<String> lead(RunContents contents) {
    return paper(contents)
        .map(paper -> tables(paper, contents))
        .filter(tables -> !tables.isEmpty())
        .map(PaperSupplement::counts)
        .stream()
        .toList();
  }

  /** How many figures agree, or why none is judged. */
  private static String counts(List<ComparedTable> tables) {
    List<String> counts = new ArrayList<>();
    for (ComparedTable table : tables) {
      List<Boolean> judged = table.rows().stream().flatMap(row -> row.agrees().stream()).toList();
      if (!judged.isEmpty()) {
        counts.add(
            "%d of %d of %s"
                .formatted(
                    judged.stream().filter(agrees -> agrees).count(),
                    judged.size(),
                    table.table().title()));
      }
    }
    if (!counts.isEmpty()) {
      return "Of the paper’s figures, " + Words.list(counts) + " agree with what was measured.";
    }
    return tables.stream()
        .flatMap(table -> table.incomparable().stream())
        .findFirst()
        .map(reason -> "The paper’s figures are not judged here: " + reason + ".")
        .orElse("The paper’s figures are not judged here: that takes 5 replicas.");
  }

  @Override
  public List<Section> sections(RunContents contents) {
    List<Section> sections = new ArrayList<>();
    paper(contents)
        .ifPresent(paper -> {
          List<ComparedTable> tables = tables(paper, contents);
          if (!tables.isEmpty()) {
            sections.add(PublishedSection.of(paper, tables));
          }
          Optional.ofNullable(FINDINGS.get(paper.key()))
              .ifPresent(findings -> sections.addAll(findings.apply(paper, contents)));
        });
    return sections;
  }
}
