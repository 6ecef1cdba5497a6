package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.RunRecord.DataUsed;
import dev.carryover.experiments.record.StageResults.ClassErrors;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.chart.BarChart;
import dev.carryover.experiments.report.chart.BarChart.Bar;
import dev.carryover.experiments.report.chart.BarChart.Bars;
import dev.carryover.experiments.report.chart.CurveChart;
import dev.carryover.experiments.report.chart.CurveChart.Line;
import dev.carryover.experiments.report.chart.Tile;
import dev.carryover.experiments.report.chart.TileGrid;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.contents.StageContents.Picture;
import dev.carryover.experiments.report.document.Block;
import dev.carryover.experiments.report.document.Quantity;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import dev.carryover.experiments.report.figure.Palette;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All that is shown of one autoencoder, below the table that has it beside the others. */
record AutoencoderBlocks(StageContents stage) {
  private static final int TILES_A_ROW = 5;
  private static final int DECIMALS = 4;

  /**
   * The blocks.
   *
   * @param details whether classes and images are shown as well
   */
  List<Block> blocks(boolean details) {
    List<Block> blocks = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    curve().ifPresent(figures::add);
    if (details) {
      classChart().ifPresent(figures::add);
    }
    if (!figures.isEmpty()) {
      blocks.add(new Block.Pictures(figures));
    }
    if (details) {
      classTable().ifPresent(blocks::add);
      List<Figure> samples = samples();
      if (!samples.isEmpty()) {
        blocks.add(
            new Block.Text(
                "Test images above their reconstructions by replica 0 of %s, with each image’s"
                        .formatted(stage.name())
                    + " squared error."));
        blocks.add(new Block.Pictures(samples));
      }
    }
    return blocks;
  }

  private Optional<Figure> curve() {
    if (stage.stage().recipe().epochs() == 0) {
      return Optional.empty(); // one point is no curve
    }
    Metric metric = stage.ownMetric();
    List<Line> lines = new ArrayList<>();
    for (SetName set : Metrics.PICTURED.reversed()) {
      stage
          .curve(set, metric)
          .ifPresent(curve -> lines.add(new Line(set.title(), color(set), curve)));
    }
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CurveChart.of(
                stage.figure("error"),
                "%s, mean reconstruction error. %s"
                    .formatted(
                        Words.capitalized(stage.name()), Words.band(stage.experiment().replicas())),
                "mean reconstruction error",
                Double.MIN_NORMAL,
                lines));
  }

  private static Palette color(SetName set) {
    return switch (set) {
      case TRAIN -> Palette.MUTED;
      case VALIDATION -> Palette.GREEN;
      case TEST, FULL_TEST -> Palette.PURPLE;
    };
  }

  private SetName set() {
    return Metrics.headlineSet(stage.stage().measure().sets());
  }

  private List<ClassErrors> classes() {
    return stage
        .results()
        .flatMap(results -> Optional.ofNullable(results.classErrors().get(set().key())))
        .orElse(List.of());
  }

  private Optional<Figure> classChart() {
    List<ClassErrors> classes = classes();
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    List<Bar> bars = classes.stream().map(c -> Bar.spread(c.mean().mean(), c.sd().mean())).toList();
    return Optional.of(
        new BarChart(
                "mean reconstruction error",
                "class",
                classes.stream().map(c -> Integer.toString(c.label())).toList(),
                List.of(new Bars(set().title(), Palette.PURPLE, bars)))
            .figure(
                stage.figure("classes"),
                "%s, mean reconstruction error of the %s class by class. The mark is ± σ over a"
                        .formatted(Words.capitalized(stage.name()), Metrics.images(set()))
                    + " class’s images."));
  }

  private Optional<Table> classTable() {
    List<ClassErrors> classes = classes();
    if (classes.isEmpty()) {
      return Optional.empty();
    }
    boolean some = !stage.stage().train().classes().isEmpty();
    List<String> headings =
        new ArrayList<>(List.of("Class", "images", "mean reconstruction error", "σ"));
    if (some) {
      headings.add(1, "seen in training");
    }
    Table table =
        new Table(
            "%s, mean reconstruction error of the %s class by class; σ over a class’s images. %s"
                .formatted(
                    Words.capitalized(stage.name()),
                    Metrics.images(set()),
                    FinalTable.intervals(List.of(stage))),
            headings);
    for (ClassErrors of : classes) {
      List<Object> cells = new ArrayList<>();
      cells.add(Integer.toString(of.label()));
      if (some) {
        cells.add(stage.stage().train().includes(of.label()) ? "yes" : "no");
      }
      cells.add(Integer.toString(of.images()));
      cells.add(Quantity.of(of.mean(), DECIMALS));
      cells.add(Quantity.given(of.sd().mean(), DECIMALS));
      table.row(cells.toArray());
    }
    return Optional.of(table);
  }

  /** One figure for each class where the plan asks for so many of each, else one for all. */
  private List<Figure> samples() {
    List<Picture> pictures = stage.pictures();
    if (pictures.isEmpty()) {
      return List.of();
    }
    if (stage.stage().measure().samples().perClass().isEmpty()) {
      return List.of(grid("samples", "Test images, drawn at random.", pictures));
    }
    Map<Integer, List<Picture>> byClass =
        pictures.stream()
            .collect(
                Collectors.groupingBy(
                    picture -> picture.sample().label(), TreeMap::new, Collectors.toList()));
    List<Figure> figures = new ArrayList<>();
    byClass.forEach((label, list) ->
        figures.add(
            grid(
                "samples-" + label,
                "Class %d, %s."
                    .formatted(
                        label,
                        stage.stage().train().includes(label)
                            ? "seen in training"
                            : "not seen in training"),
                list)));
    return figures;
  }

  private Figure grid(String name, String caption, List<Picture> pictures) {
    DataUsed data = stage.run().record().data();
    Tile tile = new Tile(data.height(), data.width());
    List<TileGrid.Row> rows = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += TILES_A_ROW) {
      List<Picture> part = pictures.subList(from, Math.min(from + TILES_A_ROW, pictures.size()));
      rows.add(
          new TileGrid.Row(
              "original", part.stream().map(p -> tile.ofInk(p.original())).toList(), List.of()));
      rows.add(
          new TileGrid.Row(
              "reconstructed",
              part.stream().map(p -> tile.ofInk(p.reconstruction())).toList(),
              part.stream().map(p -> Quantity.fixed(p.sample().error(), DECIMALS)).toList()));
    }
    return new TileGrid(rows).figure(stage.figure(name), caption, Figure.Kind.IMAGES);
  }
}
