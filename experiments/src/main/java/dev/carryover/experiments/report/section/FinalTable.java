package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The last record of several stages: every metric on every set. */
final class FinalTable {
  private FinalTable() {}

  /**
   * The table; empty if none of the stages has been trained.
   *
   * @param what the stages are, for the caption
   */
  static Optional<Table> of(String what, List<StageContents> stages) {
    List<Metric> metrics =
        Arrays.stream(Metric.values())
            .filter(metric -> stages.stream().anyMatch(stage -> has(stage, metric)))
            .toList();
    List<String> headings = new ArrayList<>(List.of("Images"));
    metrics.forEach(metric -> headings.add(Metrics.heading(metric)));
    Table table = new Table("%s, final errors. %s".formatted(what, intervals(stages)), headings);
    for (StageContents stage : stages) {
      if (stage.results().isPresent()) {
        table.group(stage.name());
        rows(table, stage, metrics);
      }
    }
    return table.isEmpty() ? Optional.empty() : Optional.of(table);
  }

  private static void rows(Table table, StageContents stage, List<Metric> metrics) {
    for (SetName set : SetName.values()) {
      if (metrics.stream().anyMatch(metric -> stage.last(set, metric).isPresent())) {
        List<Object> cells = new ArrayList<>(List.of(Words.capitalized(set.title())));
        for (Metric metric : metrics) {
          cells.add(
              stage
                  .last(set, metric)
                  .<Object>map(summary -> Metrics.quantity(summary, metric))
                  .orElse("–"));
        }
        table.row(cells.toArray());
      }
    }
  }

  private static boolean has(StageContents stage, Metric metric) {
    return !(stage.stage().reconstructs() && metric.isFraction())
        && (metric.reading() == Reading.RAW
            || stage.stage().measure().reading() == Reading.SNAPPED);
  }

  /** What the stages' intervals are. */
  static String intervals(List<StageContents> stages) {
    int replicas = stages.getFirst().experiment().replicas();
    boolean intervals =
        stages.stream()
            .flatMap(stage -> stage.results().stream())
            .flatMap(results -> results.last().values().stream())
            .flatMap(figures -> figures.values().stream())
            .map(Summary::low)
            .anyMatch(Optional::isPresent);
    return Words.intervals(replicas, intervals);
  }
}
