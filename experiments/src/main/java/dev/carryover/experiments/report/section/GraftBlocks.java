package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.report.answer.Compared;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A trained network beside the same with another's leading layers. */
record GraftBlocks(RunContents contents, Experiment experiment, Graft graft) {

  List<Block> blocks() {
    GraftResults results = contents.results(experiment).grafts().get(graft.key());
    StageContents into = stage(graft.into());
    if (results == null || into.results().isEmpty()) {
      return List.of(new Block.Text(contents.missing("The graft " + graft.key(), into.name())));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            "What is %s worth with the %s of %s in place of its own?"
                .formatted(
                    into.name(),
                    graft.layers() == 1
                        ? "first layer"
                        : "first %d layers".formatted(graft.layers()),
                    stage(graft.from()).name()
                        + (graft.biases() ? "" : ", weights without biases,"))));
    Metric metric = into.ownMetric();
    blocks.add(table(into.results().get(), results, into, metric));
    if (metric.isFraction()) {
      new ClassifierBlocks(experiment, List.of(into))
          .classErrors(
              into,
              into.figure("graft-" + graft.key()),
              "%s with the layers of %s, class by class."
                  .formatted(Words.capitalized(into.name()), stage(graft.from()).name()),
              results.classes(),
              results.figures())
          .ifPresent(figure -> blocks.add(new Block.Pictures(List.of(figure))));
    }
    return blocks;
  }

  private StageContents stage(String key) {
    return contents.stages(experiment).stream()
        .filter(stage -> stage.stage().key().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static Table table(
      StageResults before, GraftResults after, StageContents into, Metric metric) {
    SetName set = Metrics.headlineSet(into.stage().measure().sets());
    Table table =
        new Table(
            "%s, %s. The difference is taken replica by replica%s. %s"
                .formatted(
                    Words.capitalized(Metrics.images(set)),
                    Metrics.heading(metric),
                    metric.isFraction() ? ", in percentage points" : "",
                    FinalTable.intervals(List.of(into))),
            List.of("Class", "as trained", "grafted", "difference"));
    ClassErrors own = new ClassErrors(metric, before.classes(), before.end());
    ClassErrors grafted = new ClassErrors(metric, after.classes(), after.figures());
    for (int label : own.labels(set)) {
      row(table, Integer.toString(label), own.of(set, label), grafted.of(set, label), metric);
    }
    row(
        table,
        "all",
        StageResults.figure(before.end(), set, metric),
        StageResults.figure(after.figures(), set, metric),
        metric);
    return table;
  }

  private static void row(
      Table table, String name, Optional<Summary> own, Optional<Summary> grafted, Metric metric) {
    if (own.isPresent() && grafted.isPresent()) {
      table.row(
          name,
          Metrics.quantity(own.get(), metric),
          Metrics.quantity(grafted.get(), metric),
          Compared.amount(Summary.ofDifference(grafted.get(), own.get()), metric));
    }
  }
}
