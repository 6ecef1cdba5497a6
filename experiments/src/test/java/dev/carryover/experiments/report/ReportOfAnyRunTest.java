package dev.carryover.experiments.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.record.RunFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A report of experiments that no paper has: depth, sizes, comparisons and axes of the user's own.
 */
class ReportOfAnyRunTest {
  private static final String DEEP =
      """
      key: deep
      title: Does a deep encoder carry over?
      summary: A question of our own.
      data: {split: own}
      replicas: %d
      defaults:
        architecture: {hidden: [16, 8, 6], activation: tanh}
        recipe: {optimizer: {kind: adam}, rate: 0.01, batch: 10, epochs: %d}
        start: {initializer: {kind: glorotUniform}}
        measure: {sets: [train, test], schedule: {every: 2, last: true}}
      stages:
        - key: encoder
          objective: reconstruct
          train: {classes: [0, 1]}
          measure: {samples: {perClass: 2}}
        - key: frozen
          objective: classify
          start: {from: encoder, layers: 3, biases: true}
          frozen: 3
        - key: finetuned
          title: fine-tuned
          objective: classify
          start: {from: encoder, layers: 3, biases: true}
        - key: scratch
          objective: classify
      grafts:
        - {key: mixed, into: scratch, from: finetuned, layers: 1, biases: true}
      comparisons:
        - {a: frozen, b: scratch}
        - {a: finetuned, b: scratch}
      """;

  @TempDir Path folder;

  private List<String> figures() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("figures"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(f -> f.endsWith(".png"))
          .toList();
    }
  }

  @Test
  void itsFirstSentenceAnswersWhatWasAsked() throws IOException {
    String html = TinyReport.run(folder, DEEP.formatted(5, 6)).html();
    String percent = "\\d+(\\.\\d+)?";
    assertThat(TinyReport.lead(html)).hasSize(1);
    assertThat(TinyReport.lead(html).getFirst())
        .matches(
            "Frozen misclassifies %s%% \\S.* of the test images, .*scratch.*; fine-tuned %s%%.*\\(5 replicas\\)\\."
                .formatted(percent, percent));
    assertThat(html).contains("<h1>Does a deep encoder carry over?</h1>", "A question of our own.");
  }

  @Test
  void twoReplicasGetTheirValuesAndNoVerdict() throws IOException {
    String html = TinyReport.run(folder, DEEP.formatted(2, 2)).html();
    String value = "\\d+\\.\\d%";
    assertThat(TinyReport.lead(html).getFirst())
        .matches(
            "In 2 replicas, too few for an interval, frozen misclassifies V and V of the test images;"
                    .replace("V", value)
                + " fine-tuned V and V; scratch V and V\\.".replace("V", value));
    assertThat(html)
        .contains("Mean of 2 replicas, too few for an interval.", "– (too few replicas)")
        .doesNotContain("better than", "worse than", "95% interval");
  }

  @Test
  void everyStageIsShownByWhatItMeasures() throws IOException {
    String html = TinyReport.run(folder, DEEP.formatted(2, 4)).html();
    assertThat(figures())
        .containsExactlyInAnyOrder(
            "deep.error-test.png",
            "deep.error-train.png",
            "deep.encoder.error.png",
            "deep.encoder.classes.png",
            "deep.encoder.samples-0.png",
            "deep.encoder.samples-1.png",
            "deep.encoder.samples-2.png",
            "deep.encoder.samples-3.png",
            "deep.encoder.features.png",
            "deep.finetuned.features.png",
            "deep.scratch.features.png",
            "deep.frozen.confusion-test.png",
            "deep.frozen.confusion-train.png",
            "deep.frozen.classes.png",
            "deep.finetuned.confusion-test.png",
            "deep.finetuned.confusion-train.png",
            "deep.finetuned.classes.png",
            "deep.scratch.confusion-test.png",
            "deep.scratch.confusion-train.png",
            "deep.scratch.classes.png",
            "deep.scratch.graft-mixed.png");
    assertThat(html)
        .contains(
            "24 – 16 tanh – 8 tanh – 6 tanh – 8 tanh – 16 tanh – 24 sigmoid",
            "24 – 16 tanh – 8 tanh – 6 tanh – 4 softmax",
            "first 3 layers of encoder, with biases; the rest Glorot’s uniform draws; first 3 layers"
                + " frozen",
            "classes 0 and 1",
            "Adam, β 0.9 and 0.999, ε 0.00000001; rate 0.01, batch 10; 4 epochs",
            "Records are 2 epochs apart.",
            "Class 2, not seen in training.",
            "What is scratch worth with the first layer of fine-tuned in place of its own?");
  }

  @Test
  void imagesAreDrawnAsHighAndWideAsTheyAre() throws IOException {
    TinyReport.run(folder, DEEP.formatted(1, 1)).html();
    BufferedImage features =
        ImageIO.read(folder.resolve("figures/deep.scratch.features.png").toFile());
    // Four rows of five neurons, six pixels wide and four high, of which the wider side takes 70.
    int tileWidth = 70;
    int tileHeight = Math.round(70f * TinyReport.HEIGHT / TinyReport.WIDTH);
    assertThat(features.getWidth()).isEqualTo(2 * (4 + 5 * (tileWidth + 8)));
    assertThat(features.getHeight()).isEqualTo(2 * (8 + 4 * (tileHeight + 8) - 8));
  }

  @Test
  void aStageThatIsNotTrainedSaysSoAndHasNoCurve() throws IOException {
    String yaml =
        """
        key: linear
        data: {split: own}
        replicas: 2
        stages:
          - key: components
            objective: reconstruct
            architecture: {hidden: [5], activation: identity, output: identity}
            start: {initializer: principalComponents}
            recipe: {epochs: 0}
            measure: {sets: [test]}
          - {key: shuffled, objective: classify, start: {from: components, carry: shuffled},
             architecture: {hidden: [5]}, recipe: {epochs: 1}, measure: {sets: [test]}}
        """;
    String html = TinyReport.run(folder, yaml).html();
    assertThat(html)
        .contains(
            "the principal components of its images",
            "none: measured as it starts",
            "each unit’s weights in a random order, first layer of components");
    assertThat(figures())
        .contains("linear.components.classes.png")
        .doesNotContain("linear.components.error.png");
  }

  @Test
  void aSweepOfManyPointsShowsItsBestAndItsWorstAndNoPointAlone() throws IOException {
    String yaml =
        """
        key: many
        data: {split: own}
        replicas: 1
        stages:
          - {key: only, objective: reconstruct, recipe: {epochs: 1}, measure: {sets: [test]}}
        """;
    String seeds = IntStream.rangeClosed(1, 41).mapToObj(Integer::toString).collect(joining(","));
    String html = TinyReport.run(folder, yaml, "seed=" + seeds).html();
    assertThat(html).contains("The first 20 of 41", "The last 20; run.json has all");
    assertThat(html).doesNotContain("id=\"many-1\"");
    assertThat(figures()).containsExactly("sweep-0.axis-0.png");
  }

  @Test
  void aSweepIsOneTableTheBestFirstAndAFigureOfAllStagesForEachNumericAxisAndOtherValue()
      throws IOException {
    String yaml =
        DEEP.formatted(2, 4)
            .replace("hidden: [16, 8, 6]", "hidden: [8]")
            .replace("layers: 3", "layers: 1")
            .replace("frozen: 3", "frozen: 1");
    TinyReport report =
        TinyReport.run(
            folder,
            yaml,
            "stages.*.recipe.rate=0.0001,0.01,0.03",
            "stages.*.recipe.shuffle=once,everyEpoch");
    String html = report.html();
    assertThat(TinyReport.lead(html).getFirst())
        .startsWith(
            "Of 6 settings of rate and shuffle, the error of scratch on the test images is least at rate 0.0")
        .contains("greatest at rate 0.0001, shuffle ");
    assertThat(figures())
        .contains("sweep-0.axis-0-panel-0.png", "sweep-0.axis-0-panel-1.png")
        .noneMatch(name -> name.contains("axis-1"))
        .noneMatch(name -> name.contains("confusion"));
    assertThat(html).contains(" over rate, shuffle once. Line", " over rate, shuffle everyEpoch.");
    String table = html.substring(html.indexOf("What varies"), html.indexOf("</table>"));
    List<Double> errors =
        table
            .lines()
            .filter(line -> line.startsWith("<td class=\"figures\">0."))
            .map(line -> Double.valueOf(line.replaceAll("<[^>]*>|[\\u2007\\u2008]", "")))
            .toList();
    List<Double> ofScratch = new java.util.ArrayList<>();
    for (int i = 0; i < errors.size(); i += errors.size() / 6) {
      ofScratch.add(errors.get(i));
    }
    assertThat(ofScratch).hasSize(6).isSorted();
  }

  @Test
  void ofASweepOfManyAxesAllAreDrawnSideBySideAndEachSettingStandsBesideTheFirst()
      throws IOException {
    TinyReport report =
        TinyReport.run(
            folder,
            """
            key: many
            replicas: 5
            stages:
              - key: net
                objective: classify
                architecture: {hidden: [6]}
                recipe: {epochs: 8, batch: 8}
                measure: {sets: [test]}
            """,
            "stages.net.recipe.rate=0,0.5",
            "stages.net.recipe.decay=0,0.01",
            "stages.net.recipe.shuffle=once,everyEpoch");
    String html = report.html();
    assertThat(figures()).contains("sweep-0.parallel.png", "sweep-0.axis-0.png");
    assertThat(html).contains("beside the first", "band: over other test images as well");
    String table = html.substring(html.indexOf("What varies"), html.indexOf("</table>"));
    // A rate of 0 learns nothing, and is the same whatever the decay and the order.
    assertThat(table.lines().filter(line -> line.matches("<td.*>\\+?\\d+.*± .*</td>")).count())
        .isGreaterThanOrEqualTo(4);
    assertThat(table).contains("≈ ");
  }

  @Test
  void whatHasNoRecordYetIsSaidWhereItWouldStand() throws IOException {
    TinyReport report = TinyReport.run(folder, DEEP.formatted(1, 1));
    Path json = folder.resolve("run.json");
    Files.writeString(
        json,
        Files.readString(json)
            .replaceFirst("\"complete\" : true", "\"complete\" : false")
            .replaceFirst("(?s)\"experiments\" : \\{.*", "\"experiments\" : { }\n}\n"));
    Files.delete(folder.resolve("history.csv"));
    assertThat(report.html())
        .contains(
            "No stage has been trained to its end in this run.",
            "This run did not finish",
            "Fine-tuned: missing, because the run has not trained fine-tuned to the end.");
  }

  @Test
  void aFolderWithoutExperimentsIsRefused() throws IOException {
    TinyReport.run(folder, DEEP.formatted(1, 1));
    Files.delete(folder.resolve("experiment.yaml"));
    assertThatThrownBy(() -> Report.draw(new RunFolder(folder), TinyReport.NOTHING))
        .isInstanceOf(DataException.class)
        .hasMessage(folder + ": expected the folder of a run, found no experiment.yaml in it");
  }
}
