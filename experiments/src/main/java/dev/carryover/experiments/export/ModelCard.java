package dev.carryover.experiments.export;

import dev.carryover.experiments.export.ModelFormat.ModelFile;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.section.Repetition;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What exported networks are, in Markdown: data, stages, figures with their intervals, the command
 * that trained them, and how to load them.
 */
final class ModelCard {
  private final List<String> lines = new ArrayList<>();
  private final ModelFormat format;

  /** A card without networks yet. */
  ModelCard(RunRecord record, ModelFormat format) {
    this.format = format;
    RunRecord.DataUsed data = record.data();
    lines.add("# Networks trained by Carryover");
    lines.add("");
    lines.add(
        "Data: %s, SHA-256 `%s`. An input is an image of %d by %d pixels, row by row: %d values from 0 to 1."
            .formatted(
                data.name(),
                data.sha256(),
                data.height(),
                data.width(),
                data.height() * data.width()));
    lines.add("");
    lines.add(
        "Trained with seed %d on `%s` (%s) by Carryover %s %s:"
            .formatted(
                record.spec().seed(),
                record.backend().name(),
                record.backend().device(),
                record.provenance().version(),
                record.provenance().revision()));
    lines.add("");
    lines.add("    " + Repetition.command(record));
  }

  /**
   * Adds networks of a stage.
   *
   * @param replicas which of them
   */
  void add(TrainedStage stage, List<Integer> replicas, List<ModelFile> files) {
    lines.add("");
    lines.add("## " + stage.name());
    lines.add("");
    lines.add(what(stage));
    lines.add("");
    lines.add("- Network: %s, %s.".formatted(stage.network(), activations(stage.network())));
    stage.results().ifPresent(results -> addFigures(stage, results, replicas));
    lines.add("- Files: " + files(files) + ".");
    lines.add("");
    lines.add("```python");
    lines.addAll(format.loading(stage, files.getFirst()));
    lines.add("```");
  }

  private static String what(TrainedStage stage) {
    Experiment experiment = stage.experiment();
    Stage trained = stage.stage();
    String goal =
        switch (trained.objective()) {
          case RECONSTRUCT -> "to reconstruct its input";
          case RECONSTRUCT_CODE -> "to reconstruct a code of its input";
          case CLASSIFY -> "to name its input's class";
        };
    return "%s of \"%s\": %s%s, trained in at most %s %s, on %s."
        .formatted(
            trained.name(),
            experiment.title(),
            Words.replicas(stage.replicas()),
            stage.replicas() == 1 ? "" : ", each with a seed of its own",
            Words.count(trained.recipe().epochs(), "epoch"),
            goal,
            images(trained));
  }

  private static String images(Stage stage) {
    List<Integer> classes = stage.train().classes();
    return stage.train().perClass().isPresent()
        ? "%s of each %s"
            .formatted(
                Words.count(stage.train().perClass().getAsInt(), "image"),
                classes.isEmpty() ? "class" : "of classes " + Words.numbers(classes))
        : "the training images" + ofClasses(classes);
  }

  private static String ofClasses(List<Integer> classes) {
    return classes.isEmpty() ? "" : " of classes " + Words.numbers(classes);
  }

  private static String activations(NetworkSpec network) {
    return network.layers().stream()
        .map(layer -> layer.activation().name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private void addFigures(TrainedStage stage, StageResults results, List<Integer> replicas) {
    Metric metric = stage.stage().metric();
    for (SetName set : SetName.values()) {
      StageResults.figure(results.end(), set, metric)
          .ifPresent(figure ->
              lines.add(
                  "- %s%s: %s."
                      .formatted(
                          Words.capitalized(Metrics.images(set)),
                          ofClasses(stage.stage().measure().classes()),
                          figure(metric, figure, replicas))));
    }
  }

  private static String figure(Metric metric, Summary figure, List<Integer> replicas) {
    String mean =
        "%s %s, mean of %s%s"
            .formatted(
                Metrics.heading(metric),
                Metrics.words(figure, metric),
                Words.replicas(figure.count()),
                figure.supportsInterval() ? " with its 95% interval" : "");
    int r = replicas.getFirst();
    return replicas.size() == figure.count()
        ? mean
        : mean
            + "; of replica %d: %s".formatted(r, Metrics.value(figure.replicas().get(r), metric));
  }

  private static String files(List<ModelFile> files) {
    String first = "`" + files.getFirst().name() + "`";
    return files.size() == 1
        ? first
        : "%s to `%s`, one for each replica".formatted(first, files.getLast().name());
  }

  /** All of it. */
  String text() {
    return String.join("\n", lines) + "\n";
  }
}
