package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.record.SearchResults;
import dev.carryover.experiments.record.SearchResults.Candidate;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How an experiment's stages came to their recipes. */
final class SearchTable {
  private SearchTable() {}

  /**
   * A table of all candidates, and which choices lie at an end of what was tried; nothing where no
   * stage has searched.
   */
  static List<Block> of(List<StageContents> stages) {
    List<StageContents> searched =
        stages.stream().filter(stage -> stage.search().isPresent()).toList();
    if (searched.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table(
            "How recipes were chosen: by the least mean on the validation images, each candidate"
                + " trained in replicas of its own, whose values stand here.",
            List.of("Candidate", "mean", "replicas", "chosen"));
    searched.forEach(stage -> rows(table, stage, stage.search().orElseThrow()));
    List<Block> blocks = new ArrayList<>();
    blocks.add(table);
    ends(searched).ifPresent(blocks::add);
    return blocks;
  }

  private static void rows(Table table, StageContents stage, SearchResults search) {
    Metric metric = Metrics.metric(search.metric());
    table.group("%s, %s".formatted(stage.name(), Metrics.heading(metric)));
    for (int c = 0; c < search.candidates().size(); c++) {
      Candidate candidate = search.candidates().get(c);
      table.row(
          numbers(candidate, search),
          candidate.validation().map(found -> Metrics.value(found.mean(), metric)).orElse("–"),
          candidate
              .validation()
              .map(found ->
                  found.replicas().stream()
                      .map(value -> Metrics.value(value, metric))
                      .collect(Collectors.joining(", ")))
              .orElse("its loss ceased to be finite"),
          c == search.chosen() ? "✓" : dropped(candidate));
    }
  }

  private static String dropped(Candidate candidate) {
    return candidate.dropped().isPresent()
        ? "dropped after epoch " + candidate.dropped().getAsInt()
        : "";
  }

  /** What tells a candidate from the others. */
  private static String numbers(Candidate candidate, SearchResults search) {
    List<String> parts = new ArrayList<>();
    add(parts, "rate", Candidate::rate, candidate, search);
    add(parts, "weight decay", Candidate::decay, candidate, search);
    add(parts, "corruption", Candidate::corruption, candidate, search);
    return String.join(", ", parts);
  }

  private static void add(
      List<String> parts,
      String name,
      Function<Candidate, Double> number,
      Candidate candidate,
      SearchResults search) {
    if (search.candidates().stream().map(number).distinct().count() > 1) {
      parts.add(name + " " + PlanTable.plain(number.apply(candidate)));
    }
  }

  /** Beyond the ends of a list there may be better values. */
  private static Optional<Block> ends(List<StageContents> stages) {
    List<String> ends = new ArrayList<>();
    for (StageContents stage : stages) {
      SearchResults search = stage.search().orElseThrow();
      List<Double> rates =
          search.candidates().stream().map(Candidate::rate).distinct().sorted().toList();
      double chosen = search.choice().rate();
      if (rates.size() > 1 && (chosen == rates.getFirst() || chosen == rates.getLast())) {
        ends.add(
            "%s (%s)"
                .formatted(
                    stage.name(), chosen == rates.getFirst() ? "the smallest" : "the largest"));
      }
    }
    return ends.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Block.Text(
                "The rate chosen lies at an end of those tried, so one beyond may be better: %s."
                    .formatted(Words.list(ends))));
  }
}
