package dev.carryover.experiments.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.data.Examples;
import dev.carryover.data.LabeledExamples;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scores of a scripted session, worked out by hand. */
class EvaluationTest {
  private static final List<Outputs> BOTH = List.of(Outputs.RAW, Outputs.SNAPPED);

  /**
   * Three classes; an image's pixels are what replica 0 predicts, replica 1 predicts 0.5 always.
   */
  private static final EvaluationSet SET =
      set(
          new float[] {
            0.9f, 0.1f, 0.3f, // label 0: right
            0.8f, 0.9f, 0.0f, // label 1: right raw; snapped a tie of 0 and 1, which 0 wins
            0.0f, 0.6f, 0.5f, // label 2: taken for 1
            0.5f, 0.2f, 0.5f, // label 2: a tie of 0 and 2, which 0 wins
          },
          0,
          1,
          2,
          2);

  private static final ScriptedSession SESSION =
      new ScriptedSession(2, 3, (r, image, o) -> r == 0 ? image[o] : 0.5f);

  private static final Evaluation CLASSIFIER = new Evaluation(2, 3, false);

  private static EvaluationSet set(float[] pixels, int... labels) {
    return new EvaluationSet(
        "test",
        new LabeledExamples(
            new Examples(labels.length, pixels.length / labels.length, pixels), labels, 3));
  }

  @Test
  void errorsAreFractionsMisclassifiedAndTiesGoToTheLowerDigit() {
    Scores scores = CLASSIFIER.scores(SESSION, SET, BOTH);
    assertThat(scores.value(Metric.ERROR, 0)).isEqualTo(2 / 4.0);
    assertThat(scores.value(Metric.ERROR_SNAPPED, 0)).isEqualTo(3 / 4.0);
    assertThat(scores.value(Metric.ERROR, 1)).isEqualTo(3 / 4.0); // 0 for every image
    assertThat(scores.value(Metric.ERROR_SNAPPED, 1)).isEqualTo(3 / 4.0);
  }

  @Test
  void squaredErrorsAreMeansOverImagesAndOutputs() {
    Scores scores = CLASSIFIER.scores(SESSION, SET, BOTH);
    double raw =
        (0.01 + 0.01 + 0.09) + (0.64 + 0.01 + 0.0) + (0.0 + 0.36 + 0.25) + (0.25 + 0.04 + 0.25);
    double snapped = (0 + 0 + 0.09) + (1 + 0 + 0) + (0 + 0.36 + 0.25) + (0.25 + 0 + 0.25);
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isCloseTo(raw / 12, within(1e-7));
    assertThat(scores.value(Metric.SQUARED_ERROR_SNAPPED, 0)).isCloseTo(snapped / 12, within(1e-7));
    assertThat(scores.value(Metric.SQUARED_ERROR, 1)).isEqualTo(0.25);
  }

  @Test
  void onlyTheReadingsAskedForAreScored() {
    assertThat(CLASSIFIER.scores(SESSION, SET, List.of(Outputs.RAW)).values())
        .containsOnlyKeys(Metric.ERROR, Metric.SQUARED_ERROR);
    assertThat(CLASSIFIER.scores(SESSION, SET, BOTH).values()).containsOnlyKeys(Metric.values());
  }

  @Test
  void aReconstructionIsComparedWithItsImageAndHasNoErrorFraction() {
    // Replica 0 gives back the image, replica 1 gives 0.5 everywhere.
    Scores scores = new Evaluation(2, 3, true).scores(SESSION, SET, BOTH);
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
    // Replica 1 takes every image for 0.
    assertThat(CLASSIFIER.confusion(SESSION, SET, Outputs.RAW).counts())
        .containsExactly(List.of(2L, 0L, 0L), List.of(1L, 1L, 0L), List.of(3L, 1L, 0L));
    assertThat(CLASSIFIER.confusion(SESSION, SET, Outputs.SNAPPED).counts())
        .containsExactly(List.of(2L, 0L, 0L), List.of(2L, 0L, 0L), List.of(3L, 1L, 0L));
  }

  @Test
  void everyImageOfEveryReplicaHasItsSquaredError() {
    double[][] errors = new Evaluation(2, 3, true).squaredErrors(SESSION, SET, Outputs.SNAPPED);
    assertThat(errors).hasDimensions(2, 4);
    assertThat(errors[0][1]).isCloseTo((0.04 + 0.01) / 3, within(1e-7));
    assertThat(errors[0][2]).isZero();
    assertThat(errors[1][3]).isCloseTo(0.09 / 3, within(1e-7));
  }

  @Test
  void moreImagesThanOneChunkHoldsKeepTheirLabels() {
    int n = 1_203; // three chunks, the last one short
    float[] pixels = new float[3 * n];
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (i * i) % 3;
      pixels[3 * i + labels[i]] = 1;
    }
    labels[1_202] = (labels[1_202] + 1) % 3; // the last image alone is taken for another
    Scores scores = CLASSIFIER.scores(SESSION, set(pixels, labels), List.of(Outputs.RAW));
    assertThat(scores.value(Metric.ERROR, 0)).isEqualTo(1 / 1_203.0);
    assertThat(scores.value(Metric.SQUARED_ERROR, 0)).isCloseTo(2 / 3.0 / n, within(1e-12));
  }
}
