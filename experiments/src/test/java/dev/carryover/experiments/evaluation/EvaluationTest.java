package dev.carryover.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scores of a scripted session, worked out by hand. */
class EvaluationTest {
  /**
   * Three classes; an image's pixels are what replica 0 predicts, replica 1 predicts 0.5 always.
   */
  private static final EvaluationSet SET =
      set(
          new float[] {
            0.9f, 0.1f, 0.3f, // label 0: right
            0.8f, 0.9f, 0.0f, // label 1: right raw; snapped a tie of 0 and 1, which 0 wins
            0.0f, 0.6f, 0.5f, // label 2: predicted as 1
            0.5f, 0.2f, 0.5f, // label 2: a tie of 0 and 2, which 0 wins
          },
          0,
          1,
          2,
          2);

  private static final ScriptedSession SESSION =
      new ScriptedSession(2, 3, (r, image, o) -> r == 0 ? image[o] : 0.5f);

  private static final Evaluation CLASSIFIER = evaluation("classify", "snapped");
  private static final Evaluation AUTOENCODER = evaluation("reconstruct", "snapped");

  private static Evaluation evaluation(String objective, String reading) {
    Stage stage =
        ExperimentFile.read(
                "test",
                "{key: t, stages: [{key: s, objective: %s, measure: {reading: %s}}]}"
                    .formatted(objective, reading),
                List.of(),
                List.of())
            .getFirst()
            .stages()
            .getFirst();
    return new Evaluation(stage, List.of(2), 3);
  }

  private static EvaluationSet set(float[] pixels, int... labels) {
    return new EvaluationSet(
        SetName.TEST,
        new LabeledExamples(
            new Examples(labels.length, pixels.length / labels.length, pixels), labels, 3));
  }

  @Test
  void aCodeIsWhatPredictionsAreComparedWithReplicaByReplica() {
    ScriptedSession encoder = new ScriptedSession(2, 3, (r, image, o) -> r == 0 ? image[o] : 0.25f);
    Scores scores =
        evaluation("reconstruct", "raw")
            .measure(SESSION, Optional.of(encoder), SET)
            .getFirst()
            .scores();
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isZero();
    assertThat(scores.value(Metric.SQUARED_ERROR, 1)).isEqualTo(0.0625);
  }

  @Test
  void errorsAreFractionsMisclassifiedAndTiesGoToTheLowerDigit() {
    Scores scores = CLASSIFIER.measure(SESSION, Optional.empty(), SET).getFirst().scores();
    assertThat(scores.value(Metric.ERROR, 0)).isEqualTo(2 / 4.0);
    assertThat(scores.value(Metric.ERROR_SNAPPED, 0)).isEqualTo(3 / 4.0);
    assertThat(scores.value(Metric.ERROR, 1)).isEqualTo(3 / 4.0); // 0 for every image
    assertThat(scores.value(Metric.ERROR_SNAPPED, 1)).isEqualTo(3 / 4.0);
  }

  @Test
  void squaredErrorsAreMeansOverImagesAndOutputs() {
    Scores scores = CLASSIFIER.measure(SESSION, Optional.empty(), SET).getFirst().scores();
    double raw =
        (0.01 + 0.01 + 0.09) + (0.64 + 0.01 + 0.0) + (0.0 + 0.36 + 0.25) + (0.25 + 0.04 + 0.25);
    double snapped = (0 + 0 + 0.09) + (1 + 0 + 0) + (0 + 0.36 + 0.25) + (0.25 + 0 + 0.25);
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isCloseTo(raw / 12, within(1e-7));
    assertThat(scores.value(Metric.SQUARED_ERROR_SNAPPED, 0)).isCloseTo(snapped / 12, within(1e-7));
    assertThat(scores.value(Metric.SQUARED_ERROR, 1)).isEqualTo(0.25);
  }

  @Test
  void onlyTheReadingsAskedForAreScored() {
    assertThat(
            evaluation("classify", "raw")
                .measure(SESSION, Optional.empty(), SET)
                .getFirst()
                .scores()
                .values())
        .containsOnlyKeys(Metric.ERROR, Metric.SQUARED_ERROR);
    assertThat(CLASSIFIER.measure(SESSION, Optional.empty(), SET).getFirst().scores().values())
        .containsOnlyKeys(Metric.values());
  }

  @Test
  void aReconstructionIsComparedWithItsImageAndHasNoErrorFraction() {
    // Replica 0 gives back the image, replica 1 gives 0.5 everywhere.
    Scores scores = AUTOENCODER.measure(SESSION, Optional.empty(), SET).getFirst().scores();
    assertThat(scores.values())
        .containsOnlyKeys(Metric.SQUARED_ERROR, Metric.SQUARED_ERROR_SNAPPED);
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isZero();
    double snapped = (0.01 + 0.01) + (0.04 + 0.01) + 0 + 0.04;
    assertThat(scores.value(Metric.SQUARED_ERROR_SNAPPED, 0)).isCloseTo(snapped / 12, within(1e-7));
    double half = (0.16 + 0.16 + 0.04) + (0.09 + 0.16 + 0.25) + (0.25 + 0.01 + 0) + (0 + 0.09 + 0);
    assertThat(scores.value(Metric.SQUARED_ERROR, 1)).isCloseTo(half / 12, within(1e-7));
  }

  @Test
  void theConfusionCountsLabelsByPredictionsOverAllReplicas() {
    // Replica 1 predicts every image as 0.
    assertThat(
            evaluation("classify", "raw")
                .measure(SESSION, Optional.empty(), SET)
                .getFirst()
                .confusion()
                .orElseThrow()
                .counts())
        .containsExactly(List.of(2L, 0L, 0L), List.of(1L, 1L, 0L), List.of(3L, 1L, 0L));
    assertThat(
            CLASSIFIER
                .measure(SESSION, Optional.empty(), SET)
                .getFirst()
                .confusion()
                .orElseThrow()
                .counts())
        .containsExactly(List.of(2L, 0L, 0L), List.of(2L, 0L, 0L), List.of(3L, 1L, 0L));
    assertThat(AUTOENCODER.measure(SESSION, Optional.empty(), SET).getFirst().confusion())
        .isEmpty();
  }

  @Test
  void everyClassHasItsScores() {
    List<Scores> classes =
        CLASSIFIER.measure(SESSION, Optional.empty(), SET).getFirst().classScores();
    assertThat(classes).hasSize(3);
    assertThat(classes.get(0).value(Metric.ERROR, 0)).isZero();
    assertThat(classes.get(1).value(Metric.ERROR, 0)).isZero();
    assertThat(classes.get(1).value(Metric.ERROR_SNAPPED, 0)).isOne();
    assertThat(classes.get(2).value(Metric.ERROR, 0)).isOne();
    assertThat(classes.get(2).value(Metric.SQUARED_ERROR, 1)).isEqualTo(0.25);
  }

  @Test
  void theSpreadOfAClassIsOverItsImages() {
    ClassError two =
        AUTOENCODER.measure(SESSION, Optional.empty(), SET).getFirst().classErrors().get(2);
    // Replica 1 predicts 0.5: its snapped outputs stay 0.5.
    double first = (0.25 + 0.01 + 0) / 3;
    double second = 0.09 / 3;
    assertThat(two.label()).isEqualTo(2);
    assertThat(two.images()).isEqualTo(2);
    assertThat(two.means().get(1)).isCloseTo((first + second) / 2, within(1e-7));
    assertThat(two.deviations().get(1)).isCloseTo((first - second) / 2, within(1e-7));
  }

  @Test
  void aClassWithoutImagesHasNoScoreAndNoSpread() {
    SetFigures figures =
        CLASSIFIER
            .measure(SESSION, Optional.empty(), set(new float[] {1, 0, 0, 0, 0, 1}, 0, 2))
            .getFirst();
    assertThat(figures.classScores().get(1).values()).isEmpty();
    assertThat(figures.classErrors()).extracting(ClassError::label).containsExactly(0, 2);
  }

  @Test
  void eachReplicaIsMeasuredOnItsOwnExamples() {
    EvaluationSet own =
        new EvaluationSet(
            SetName.TRAIN,
            SET.examples(),
            Optional.of(
                List.of(BitSet.valueOf(new long[] {0b0011}), BitSet.valueOf(new long[] {0b0101}))));
    Scores scores = CLASSIFIER.measure(SESSION, Optional.empty(), own).getFirst().scores();
    assertThat(scores.value(Metric.ERROR, 0)).isZero(); // images 0 and 1
    assertThat(scores.value(Metric.ERROR, 1)).isEqualTo(0.5); // images 0 and 2, both predicted as 0
  }

  @Test
  void moreImagesThanOneChunkHoldsKeepTheirLabels() {
    int chunk = Evaluation.chunk(2, 3);
    int n = 2 * chunk + 3; // three chunks, the last one short
    float[] pixels = new float[3 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % 3;
      pixels[3 * i + labels[i]] = 1;
    }
    labels[n - 1] = (labels[n - 1] + 1) % 3; // the last image alone is predicted as another
    Scores scores =
        CLASSIFIER.measure(SESSION, Optional.empty(), set(pixels, labels)).getFirst().scores();
    assertThat(scores.value(Metric.ERROR, 0)).isEqualTo(1.0 / n);
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isCloseTo(2 / 3.0 / n, within(1e-12));
  }
}
