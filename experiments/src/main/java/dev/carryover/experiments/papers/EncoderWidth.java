package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.RunRecord;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.answer.Sweep;
import dev.carryover.experiments.report.chart.TrendChart;
import dev.carryover.experiments.report.chart.TrendChart.Line;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Section;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import dev.carryover.experiments.statistics.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Where the width of the seed paper's encoder lies on the curve over widths that Erhan et al. 2010
 * found, as a kept run of ours measured it: {@code docs/results/erhan2010-quick}.
 */
final class EncoderWidth {
  private static final String PAPER = "erhan2010";
  private static final String RESULTS = "results/erhan2010-quick/";
  private static final String UNITS = "units in the hidden layer";

  private EncoderWidth() {}

  static Section section() {
    Paper erhan = Papers.named(PAPER);
    RunRecord run = Papers.record(RESULTS + "run.json");
    Map<Experiment, ExperimentResults> measured = measured(run);
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Text(
            ("%s asked the same of many widths: %s This paper’s encoder has 200 units, so that"
                    + " neither a large gain nor a large loss is to be expected of it.")
                .formatted(erhan.authors(), erhan.claim())));
    erhan.crossings().stream()
        .flatMap(crossing -> crossing.found(measured).stream())
        .forEach(sentence -> blocks.add(new Block.Text("Measured here: " + sentence)));
    blocks.add(new Block.Pictures(List.of(figure(measured))));
    blocks.add(
        new Block.Text(
            ("From %d replicas of every network, on %s, %s, kept in docs/results/erhan2010-quick;"
                    + " it is repeated by:")
                .formatted(
                    run.spec().replicas(),
                    run.provenance().cpu(),
                    run.provenance().started().toString().substring(0, 10))));
    blocks.add(new Block.Code("./carryover reproduce " + PAPER));
    return new Section("encoder-width", "Where 200 units lie", blocks);
  }

  private static Map<Experiment, ExperimentResults> measured(RunRecord run) {
    Map<Experiment, ExperimentResults> measured = new LinkedHashMap<>();
    ExperimentFile.read(RESULTS, Papers.text(RESULTS + "experiment.yaml"), List.of(), List.of())
        .forEach(experiment ->
            measured.put(
                experiment,
                run.experiments().getOrDefault(experiment.key(), ExperimentResults.NONE)));
    return measured;
  }

  private static Figure figure(Map<Experiment, ExperimentResults> measured) {
    Map<String, NavigableMap<Double, Summary>> points = new LinkedHashMap<>();
    measured.forEach((experiment, results) -> {
      double width = Sweep.number(Sweep.value(experiment, 0)).orElseThrow();
      for (Stage stage : experiment.stages()) {
        if (!stage.reconstructs() && stage.architecture().depth() == 1) {
          results
              .stage(stage.key())
              .flatMap(found -> found.last(SetName.TEST, Metric.ERROR))
              .ifPresent(summary ->
                  points
                      .computeIfAbsent(stage.name(), ignored -> new TreeMap<>())
                      .put(width, summary));
        }
      }
    });
    List<Line> lines = new ArrayList<>();
    points.forEach(
        (name, line) -> lines.add(new Line(name, Palette.series(lines.size()), line, Map.of())));
    return TrendChart.of(
        "encoder-width",
        "Test error over the width of one hidden layer, with and without pretraining, on 10,000"
            + " training images. Lines: means; dots: replicas; marks: 95% intervals.",
        UNITS,
        Metrics.unit(Metric.ERROR),
        lines);
  }
}
