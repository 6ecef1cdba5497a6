package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.chart.BarChart;
import dev.carryover.experiments.report.chart.BarChart.Bars;
import dev.carryover.experiments.report.chart.ConfusionMatrix;
import dev.carryover.experiments.report.chart.CurveChart;
import dev.carryover.experiments.report.chart.CurveChart.Line;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All that is shown of an experiment's classifiers.
 *
 * @param stages the classifiers, in their order
 */
public record ClassifierBlocks(Experiment experiment, List<StageContents> stages) {
  /** An error of nothing has no logarithm; it is drawn as one in this many images. */
  private static final double FLOOR = 1e-4;

  /** So many stages stand beside each other in a table. */
  private static final int COLUMNS = 5;

  /** Copies the list. */
  public ClassifierBlocks {
    stages = List.copyOf(stages);
  }

  /** The hue of one of the stages. */
  public Palette color(StageContents stage) {
    return Palette.series(stages.indexOf(stage));
  }

  /**
   * The metric that all are drawn on: the fraction misclassified, snapped where all are read so.
   */
  public Metric metric() {
    return Metric.errorOf(
        stages.stream().allMatch(s -> s.stage().measure().reading() == Reading.SNAPPED)
            ? Reading.SNAPPED
            : Reading.RAW);
  }

  private SetName headlineSet() {
    return Metrics.headlineSet(
        stages.stream().flatMap(s -> s.stage().measure().sets().stream()).distinct().toList());
  }

  private List<SetName> pictured() {
    List<SetName> sets =
        new ArrayList<>(
            Metrics.PICTURED.stream()
                .filter(set -> stages.stream().anyMatch(stage -> stage.measures(set)))
                .toList());
    if (headlineSet() == SetName.FULL_TEST) {
      sets.addFirst(SetName.FULL_TEST);
    }
    return sets;
  }

  /**
   * The blocks, pictures included.
   *
   * @param details whether confusion matrices and classes are shown as well
   */
  List<Block> blocks(boolean details) {
    List<Block> blocks = new ArrayList<>();
    FinalTable.of("Classifiers", stages).ifPresent(blocks::add);
    List<Figure> curves = errorCurves();
    if (!curves.isEmpty()) {
      blocks.add(new Block.Text("Error over epochs, all classifiers on one metric."));
      blocks.add(new Block.Pictures(curves));
    }
    chunks()
        .forEach(chunk -> EpochsToReach.of(chunk, headlineSet(), metric()).ifPresent(blocks::add));
    if (details) {
      addDetails(blocks);
    }
    return blocks;
  }

  private List<List<StageContents>> chunks() {
    List<List<StageContents>> chunks = new ArrayList<>();
    for (int from = 0; from < stages.size(); from += COLUMNS) {
      chunks.add(stages.subList(from, Math.min(stages.size(), from + COLUMNS)));
    }
    return chunks;
  }

  private void addDetails(List<Block> blocks) {
    List<Figure> confusions = confusions();
    if (!confusions.isEmpty()) {
      blocks.add(
          new Block.Text(
              "Confusion matrices: how often images of a class are predicted as each class%s. Blue is"
                      .formatted(
                          experiment.replicas() == 1
                              ? ""
                              : ", summed over %d replicas".formatted(experiment.replicas()))
                  + " right, orange is wrong, by the share of the class’s images."));
      blocks.add(new Block.Pictures(confusions));
    }
    List<Figure> classes = classErrors();
    if (!classes.isEmpty()) {
      blocks.add(new Block.Text("Errors class by class, and over all classes."));
      blocks.add(new Block.Pictures(classes));
      chunks().forEach(chunk -> classTable(chunk).ifPresent(blocks::add));
    }
  }

  private List<Figure> errorCurves() {
    List<Figure> figures = new ArrayList<>();
    for (SetName set : pictured()) {
      figures.addAll(
          curves(
              "error-" + set.key(),
              "Fraction of the %s misclassified.".formatted(Metrics.images(set)),
              "fraction misclassified",
              set,
              (stage, ignored) -> metric()));
    }
    return figures;
  }

  /**
   * One figure of every stage over the epochs, in as many charts as their lines can be told apart
   * in.
   *
   * @param name of the figure within the experiment
   * @param metric which figure is drawn of a stage
   */
  public List<Figure> curves(
      String name,
      String caption,
      String unit,
      SetName set,
      BiFunction<StageContents, SetName, Metric> metric) {
    List<Line> lines = new ArrayList<>();
    for (StageContents stage : stages) {
      stage
          .curve(set, metric.apply(stage, set))
          .ifPresent(curve -> lines.add(new Line(stage.name(), color(stage), curve)));
    }
    List<Figure> figures = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += Palette.DISTINCT) {
      figures.add(
          CurveChart.of(
              "%s.%s%s".formatted(experiment.key(), name, from == 0 ? "" : "-" + from),
              caption + " " + Words.band(experiment.replicas()),
              unit,
              FLOOR,
              lines.subList(from, Math.min(lines.size(), from + Palette.DISTINCT))));
    }
    return figures;
  }

  private List<Figure> confusions() {
    List<Figure> figures = new ArrayList<>();
    for (SetName set : pictured()) {
      for (StageContents stage : stages) {
        stage
            .results()
            .map(results -> results.confusion().get(set.key()))
            .map(ConfusionMatrix::new)
            .ifPresent(matrix ->
                figures.add(
                    matrix.figure(
                        stage.figure("confusion-" + set.key()),
                        "%s, %s: %s%% wrong."
                            .formatted(
                                Words.capitalized(stage.name()),
                                Metrics.images(set),
                                Quantity.fixed(100 * matrix.error(), 1)))));
      }
    }
    return figures;
  }

  private List<Figure> classErrors() {
    List<Figure> figures = new ArrayList<>();
    for (StageContents stage : stages) {
      stage
          .results()
          .flatMap(results ->
              classErrors(
                  stage,
                  stage.figure("classes"),
                  Words.capitalized(stage.name()) + ".",
                  results.classes(),
                  results.end()))
          .ifPresent(figures::add);
    }
    return figures;
  }

  /**
   * Errors class by class and over all classes, as bars; empty if there are none.
   *
   * @param classes by set, of each class by metric
   * @param overall by set and then by metric
   */
  public Optional<Figure> classErrors(
      StageContents stage,
      String name,
      String caption,
      Map<String, List<Map<String, Summary>>> classes,
      Map<String, Map<String, Summary>> overall) {
    ClassErrors errors = new ClassErrors(stage.ownMetric(), classes, overall);
    List<Bars> groups = new ArrayList<>();
    for (SetName set : pictured().reversed()) {
      errors
          .withOverall(set)
          .ifPresent(summaries ->
              groups.add(
                  Bars.of(
                      set.title(),
                      set == SetName.TRAIN
                          ? Palette.MUTED
                          : set == SetName.VALIDATION ? Palette.GRID : color(stage),
                      summaries)));
    }
    SetName shown = headlineSet();
    if (groups.isEmpty() || errors.labels(shown).isEmpty()) {
      return Optional.empty();
    }
    List<String> categories =
        new ArrayList<>(errors.labels(shown).stream().map(c -> Integer.toString(c)).toList());
    categories.add("all");
    groups.removeIf(group -> group.bars().size() != categories.size());
    return Optional.of(
        new BarChart("fraction misclassified", "class", categories, groups)
            .figure(
                name,
                caption
                    + " "
                    + Words.intervals(
                        experiment.replicas(),
                        errors.withOverall(shown).orElseThrow().getLast().low().isPresent())));
  }

  private Optional<Table> classTable(List<StageContents> chunk) {
    SetName set = headlineSet();
    List<StageContents> measured =
        chunk.stream().filter(stage -> stage.results().isPresent()).toList();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    List<String> headings = new ArrayList<>(List.of("Class"));
    measured.forEach(stage -> headings.add(stage.name()));
    Table table =
        new Table(
            "Fraction of each class’s %s misclassified. %s"
                .formatted(Metrics.images(set), FinalTable.intervals(measured)),
            headings);
    List<ClassErrors> errors =
        measured.stream()
            .map(stage ->
                new ClassErrors(
                    stage.ownMetric(),
                    stage.results().orElseThrow().classes(),
                    stage.results().orElseThrow().end()))
            .toList();
    errors.stream()
        .flatMap(of -> of.labels(set).stream())
        .distinct()
        .sorted()
        .forEach(label -> {
          List<Object> cells = new ArrayList<>(List.of(Integer.toString(label)));
          errors.forEach(of ->
              cells.add(
                  of.of(set, label)
                      .<Object>map(summary -> Metrics.quantity(summary, metric()))
                      .orElse("–")));
          table.row(cells.toArray());
        });
    return table.isEmpty() ? Optional.empty() : Optional.of(table);
  }
}
