package dev.carryover.experiments.console;

import dev.carryover.experiments.papers.ComparedTable;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.ExperimentResults.Difference;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.record.StageResults.ClassErrors;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An experiment's results as lines of text: a table for what its stages measure. */
public final class ResultTables {
  private final Experiment experiment;
  private final ExperimentResults results;
  private final List<String> lines = new ArrayList<>();

  private ResultTables(Experiment experiment, ExperimentResults results) {
    this.experiment = experiment;
    this.results = results;
  }

  /**
   * The tables of everything that was run.
   *
   * @param published a paper's figures beside ours, where the experiment is a paper's
   */
  public static List<String> lines(
      Experiment experiment, ExperimentResults results, List<ComparedTable> published) {
    ResultTables tables = new ResultTables(experiment, results);
    tables.autoencoders();
    tables.classifiers();
    tables.comparisons();
    experiment.stages().stream()
        .filter(Stage::reconstructs)
        .filter(stage -> !stage.train().classes().isEmpty())
        .forEach(tables::classErrors);
    published.forEach(tables::published);
    return tables.lines;
  }

  private void autoencoders() {
    figures(
        "Autoencoders, mean squared error of the reconstruction",
        experiment.stages().stream().filter(Stage::reconstructs).toList());
  }

  private void classifiers() {
    figures(
        "Classifiers, every metric, final",
        experiment.stages().stream().filter(stage -> !stage.reconstructs()).toList());
  }

  private void figures(String title, List<Stage> stages) {
    List<Metric> metrics =
        Arrays.stream(Metric.values())
            .filter(metric -> stages.stream().anyMatch(stage -> has(stage, metric)))
            .toList();
    List<String> headings = new ArrayList<>(List.of("stage", "images"));
    metrics.forEach(metric -> headings.add(metric.key()));
    TextTable table = new TextTable(2, headings.toArray(String[]::new));
    boolean any = false;
    for (Stage stage : stages) {
      for (SetName set : SetName.values()) {
        Optional<StageResults> found =
            results.stage(stage.key()).filter(r -> r.last().containsKey(set.key()));
        if (found.isPresent()) {
          any = true;
          List<String> cells = new ArrayList<>(List.of(stage.name(), set.title()));
          metrics.forEach(metric ->
              cells.add(found.get().last(set, metric).map(ResultTables::withMargin).orElse("-")));
          table.row(cells.toArray(String[]::new));
        }
      }
    }
    if (any) {
      title(title);
      lines.addAll(table.lines());
    }
  }

  private static boolean has(Stage stage, Metric metric) {
    return !(stage.reconstructs() && metric.isFraction())
        && (metric.reading() == Reading.RAW || stage.measure().reading() == Reading.SNAPPED);
  }

  private void comparisons() {
    if (results.comparisons().isEmpty()) {
      return;
    }
    title("Differences, replica by replica; below zero the first is better");
    TextTable table = new TextTable(3, "stages", "images", "metric", "difference", "95% interval");
    for (Difference difference : results.comparisons()) {
      table.row(
          name(difference.a()) + " - " + name(difference.b()),
          setTitle(difference.set()),
          difference.metric(),
          String.format(Locale.ROOT, "%+.4f", difference.difference().mean()),
          interval(difference.difference()));
    }
    lines.addAll(table.lines());
  }

  private String name(String stage) {
    return experiment.stage(stage).map(Stage::name).orElse(stage);
  }

  private static String setTitle(String key) {
    return Arrays.stream(SetName.values())
        .filter(set -> set.key().equals(key))
        .map(SetName::title)
        .findFirst()
        .orElse(key);
  }

  /** Of an autoencoder that has not seen every class: how well it reconstructs each. */
  private void classErrors(Stage stage) {
    List<ClassErrors> errors =
        results
            .stage(stage.key())
            .map(found -> found.classErrors().getOrDefault(SetName.TEST.key(), List.of()))
            .orElse(List.of());
    if (errors.isEmpty()) {
      return;
    }
    title(
        "%s, mean reconstruction error ± σ over a class's test images, trained on classes %s"
            .formatted(stage.name(), stage.train().classes()));
    TextTable table =
        new TextTable(1, "class", "seen", "mean error ± σ", "95% interval of the mean");
    for (ClassErrors error : errors) {
      table.row(
          Integer.toString(error.label()),
          stage.train().includes(error.label()) ? "yes" : "no",
          number(error.mean().mean()) + " ± " + number(error.sd().mean()),
          interval(error.mean()));
    }
    lines.addAll(table.lines());
  }

  private void published(ComparedTable compared) {
    title(compared.table().title() + ", published and measured");
    compared.incomparable().ifPresent(reason -> lines.add("not judged: " + reason));
    TextTable table =
        new TextTable(
            3, "figure", "stage", "metric", "published", "measured", "95% interval", "agrees");
    for (ComparedTable.Row row : compared.rows()) {
      table.row(
          row.figure().row(),
          row.stage().name(),
          row.figure().metric().key(),
          number(row.figure().value()),
          number(row.measured().mean()),
          interval(row.measured()),
          row.agrees().map(agrees -> agrees ? "yes" : "no").orElse("-"));
    }
    lines.addAll(table.lines());
  }

  private void title(String title) {
    lines.add("");
    lines.add(title + " (" + experiment.title() + ")");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The mean, and half the width of its interval where there is one. */
  private static String withMargin(Summary summary) {
    return number(summary.mean())
        + summary.halfWidth().map(half -> " ± " + number(half)).orElse("");
  }

  private static String interval(Summary summary) {
    return summary
        .low()
        .map(low -> number(low) + " to " + number(summary.high().orElseThrow()))
        .orElse("too few replicas");
  }
}
