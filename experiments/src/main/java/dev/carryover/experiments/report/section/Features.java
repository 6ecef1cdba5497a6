package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.RunRecord.DataUsed;
import dev.carryover.experiments.report.chart.Tile;
import dev.carryover.experiments.report.chart.TileGrid;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.experiments.report.figure.Figure;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the neurons of a stage's first layer look for. */
final class Features {
  private static final int NEURONS = 20;
  private static final int TILES_A_ROW = 5;

  private Features() {}

  /** One figure for each stage whose first layer is its own; none where there are no parameters. */
  static List<Figure> of(List<StageContents> stages) {
    return stages.stream()
        .filter(stage -> !isAnothers(stage.stage()))
        .flatMap(stage -> figure(stage).stream())
        .toList();
  }

  /** A frozen first layer that was carried over is the other stage's, and is shown there. */
  private static boolean isAnothers(Stage stage) {
    return stage.frozen() > 0 && stage.start().from().isPresent();
  }

  private static Optional<Figure> figure(StageContents stage) {
    DataUsed data = stage.run().record().data();
    Tile tile = new Tile(data.height(), data.width());
    return stage
        .features(NEURONS)
        .map(neurons -> {
          List<BufferedImage> tiles = neurons.stream().map(tile::ofWeights).toList();
          List<TileGrid.Row> rows = new ArrayList<>();
          for (int from = 0; from < tiles.size(); from += TILES_A_ROW) {
            rows.add(
                new TileGrid.Row(
                    "",
                    tiles.subList(from, Math.min(from + TILES_A_ROW, tiles.size())),
                    List.of()));
          }
          return new TileGrid(rows)
              .figure(
                  stage.figure("features"),
                  Words.capitalized(stage.name()) + ".",
                  Figure.Kind.WEIGHTS);
        });
  }
}
