package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.HeldOut.DigitError;
import dev.carryover.experiments.protocol.Protocol;
import dev.carryover.experiments.protocol.PublishedFigures;
import dev.carryover.experiments.protocol.PublishedFigures.Reconstruction;
import dev.carryover.experiments.protocol.Reconstructions.Sample;
import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.report.BarChart.Bars;
import dev.carryover.experiments.report.CurveChart.Line;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reconstructions and features under one protocol: the paper's Figures 10 to 14, and more. */
record AutoencoderFigures(RunContents contents, Protocol protocol) {
  /** As many as the paper's earlier report shows. */
  private static final int NEURONS = 20;

  private static final int TILES_A_ROW = 5;
  private static final int RANDOM_IMAGES_A_ROW = 4;

  /** Mean reconstruction error over epochs, training and test. */
  Optional<Figure> curve(Run run, String caption) {
    List<Line> lines = new ArrayList<>();
    addLine(lines, run, "train", "training", Palette.MUTED);
    addLine(lines, run, "test", "test", Palette.PURPLE);
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            CurveChart.of(
                "%s-mre-%s".formatted(protocol.key(), run.key()),
                caption + " " + Words.band(contents.record().spec().replicas()),
                "mean reconstruction error",
                Double.MIN_NORMAL,
                lines));
  }

  private void addLine(List<Line> lines, Run run, String set, String name, Palette color) {
    contents
        .curves()
        .curve(protocol, run, set + "." + protocol.squaredError().key())
        .ifPresent(curve -> lines.add(new Line(name, color, curve)));
  }

  /** Problem 1's autoencoder, digit by digit. */
  Optional<Figure> digits() {
    return contents
        .results(protocol)
        .autoencoderDigits()
        .map(digits ->
            BarChart.of(
                protocol.key() + "-mre-autoencoder-digits",
                "Autoencoder, mean reconstruction error of the test images digit by digit. Mark:"
                    + " ± σ over a digit’s images.",
                "mean reconstruction error",
                digits.stream().map(d -> Integer.toString(d.digit())).toList(),
                List.of(bars("test", digits))));
  }

  /** Table II as a picture. */
  Optional<Figure> heldOutDigits() {
    List<Reconstruction> published = PublishedFigures.TABLE_II;
    return contents
        .results(protocol)
        .heldout()
        .map(digits ->
            BarChart.of(
                protocol.key() + "-mre-heldout-digits",
                "Trained on digits 0 to 4, tested on all: Table II beside the measured means. Mark:"
                    + " ± σ over a digit’s images.",
                "mean reconstruction error",
                digits.stream().map(d -> Integer.toString(d.digit())).toList(),
                List.of(
                    new Bars(
                        "published",
                        Palette.MUTED,
                        published.stream().map(Reconstruction::mean).toList(),
                        published.stream().map(Reconstruction::sd).toList()),
                    bars("measured", digits))));
  }

  private static Bars bars(String name, List<DigitError> digits) {
    return new Bars(
        name,
        Palette.PURPLE,
        digits.stream().map(d -> d.mean().mean()).toList(),
        digits.stream().map(d -> d.sd().mean()).toList());
  }

  /** Test images above what Problem 1's autoencoder makes of them. */
  Optional<Figure> randomImages() {
    return samples(Run.AUTOENCODER, ignored -> true)
        .map(pictures ->
            new TileGrid(rows(pictures, RANDOM_IMAGES_A_ROW))
                .figure(
                    protocol.key() + "-random-images",
                    "Random test images above their reconstructions by the autoencoder (replica"
                        + " 0), with each image’s error.",
                    Figure.Kind.DIGITS));
  }

  /** Figures 10 to 14. */
  List<Figure> heldOutImages() {
    return IntStream.rangeClosed(5, 9)
        .boxed()
        .flatMap(digit ->
            samples(Run.HELDOUT, sample -> sample.digit() == digit)
                .map(pictures ->
                    new TileGrid(rows(pictures, TILES_A_ROW))
                        .figure(
                            "%s-heldout-%d".formatted(protocol.key(), digit),
                            "Digit %d, not seen in training: originals above reconstructions, with"
                                    .formatted(digit)
                                + " each image’s error (Figure %d).".formatted(digit + 5),
                            Figure.Kind.DIGITS))
                .stream())
        .toList();
  }

  /** One image with its reconstruction. */
  private record Picture(BufferedImage original, BufferedImage reconstruction, String note) {}

  private Optional<List<Picture>> samples(Run run, Predicate<Sample> wanted) {
    Optional<List<double[]>> originals = contents.samples(protocol, run, RunFolder.ORIGINALS);
    Optional<List<double[]>> images = contents.samples(protocol, run, RunFolder.RECONSTRUCTIONS);
    Optional<List<Sample>> samples =
        contents
            .results(protocol)
            .samples()
            .map((Map<String, List<Sample>> all) -> all.get(run.key()));
    if (originals.isEmpty() || images.isEmpty() || samples.isEmpty()) {
      return Optional.empty();
    }
    List<Picture> pictures =
        IntStream.range(0, samples.get().size())
            .filter(i -> wanted.test(samples.get().get(i)))
            .mapToObj(i ->
                new Picture(
                    Tile.ofInk(originals.get().get(i)),
                    Tile.ofInk(images.get().get(i)),
                    Quantity.fixed(samples.get().get(i).error(), 4)))
            .toList();
    return Optional.of(pictures).filter(list -> !list.isEmpty());
  }

  private static List<TileGrid.Row> rows(List<Picture> pictures, int columns) {
    List<TileGrid.Row> rows = new ArrayList<>();
    for (int from = 0; from < pictures.size(); from += columns) {
      List<Picture> part = pictures.subList(from, Math.min(from + columns, pictures.size()));
      rows.add(
          new TileGrid.Row("original", part.stream().map(Picture::original).toList(), List.of()));
      rows.add(
          new TileGrid.Row(
              "reconstructed",
              part.stream().map(Picture::reconstruction).toList(),
              part.stream().map(Picture::note).toList()));
    }
    return rows;
  }

  /** What hidden neurons look for, before and after fine-tuning and without pretraining. */
  List<Figure> features() {
    return Stream.of(
            features(
                Run.AUTOENCODER, "Autoencoder: the first 20 hidden neurons’ incoming weights."),
            features(Run.CASE_II, "Case II: the same neurons after fine-tuning as a classifier."),
            features(Run.BASELINE, "Baseline: the same neurons trained from scratch."))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Figure> features(Run run, String caption) {
    return contents
        .features(protocol, run, NEURONS)
        .map(neurons -> {
          List<BufferedImage> tiles = neurons.stream().map(Tile::ofWeights).toList();
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
                  "%s-features-%s".formatted(protocol.key(), run.key()),
                  caption + " Blue excites, orange inhibits; each on a scale of its own.",
                  Figure.Kind.WEIGHTS);
        });
  }
}
