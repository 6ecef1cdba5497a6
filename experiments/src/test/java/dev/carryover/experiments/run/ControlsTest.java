package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.training.PrincipalAxes;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Encoders that were not learned, beside one that was. */
class ControlsTest {
  private static final DataSets DATA = TinyExperiments.data();

  private static final String CONTROLS =
      """
      key: controls
      replicas: 2
      defaults:
        architecture: {hidden: [4]}
        recipe: {optimizer: adam, rate: 0.01, batch: 8, epochs: 2}
        measure: {sets: [train, test]}
      stages:
        - {key: autoencoder, objective: reconstruct}
        - key: pca
          objective: reconstruct
          architecture: {activation: identity, output: identity}
          start: {initializer: principalComponents}
          recipe: {epochs: 0}
          train: {classes: [0, 1, 2, 3, 4]}
        - {key: shuffled, objective: classify, start: {from: autoencoder, carry: shuffled}, frozen: 1}
        - key: components
          objective: classify
          architecture: {activation: identity}
          start: {from: pca}
          frozen: 1
          save: false
      """;

  private static final RecordedRun RUN = TinyExperiments.run(TinyExperiments.of(CONTROLS), DATA);

  private static double[] column(double[] weights, int unit) {
    return IntStream.range(0, TinyExperiments.PIXELS)
        .mapToDouble(i -> weights[i * 4 + unit])
        .toArray();
  }

  @Test
  void aShuffledEncoderHasEachUnitsWeightsInAnotherOrder() {
    for (int r = 0; r < 2; r++) {
      double[] trained = RUN.weight("autoencoder", r, 0);
      double[] shuffled = RUN.weight("shuffled", r, 0);
      assertThat(shuffled).isNotEqualTo(trained);
      for (int unit = 0; unit < 4; unit++) {
        assertThat(column(shuffled, unit)).containsExactlyInAnyOrder(column(trained, unit));
      }
      assertThat(RUN.bias("shuffled", r, 0)).containsExactly(RUN.bias("autoencoder", r, 0));
    }
  }

  @Test
  void principalComponentsAreThoseOfTheStagesImagesAndAreNotTrained() {
    LabeledExamples seen =
        DATA.train()
            .select(
                IntStream.range(0, DATA.train().count())
                    .filter(i -> DATA.train().label(i) < 5)
                    .toArray());
    PrincipalAxes axes = PrincipalAxes.of(seen.images());
    for (int r = 0; r < 2; r++) {
      for (int unit = 0; unit < 4; unit++) {
        assertThat(column(RUN.weight("pca", r, 0), unit)).containsExactly(axes.direction(unit));
      }
      assertThat(RUN.bias("pca", r, 1)).containsExactly(axes.mean());
      assertThat(RUN.weight("components", r, 0)).containsExactly(RUN.weight("pca", r, 0));
      assertThat(RUN.bias("components", r, 0)).containsExactly(RUN.bias("pca", r, 0));
    }
    assertThat(RUN.recordedEpochs("pca")).containsExactly(0);
    double trailing = Arrays.stream(axes.variances()).skip(4).sum() / TinyExperiments.PIXELS;
    Scores train = Objects.requireNonNull(RUN.outcome("pca").last().get(SetName.TRAIN));
    // Measured in float32.
    assertThat(train.value(Metric.SQUARED_ERROR, 1)).isCloseTo(trailing, within(1e-7));
    assertThat(RUN.outcome("pca").initial()).isEqualTo(RUN.outcome("pca").last());
  }

  @Test
  void moreComponentsThanPixelsAreRefusedBeforeAnythingRuns() {
    String yaml = CONTROLS.replace("output: identity}", "output: identity, hidden: [7]}");
    assertThatThrownBy(() ->
            TinyExperiments.runner(
                TinyExperiments.of(
                    yaml.replace("- key: components", "- key: unused")
                        .replace("from: pca", "from: autoencoder")),
                "ejml"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "stages.pca.architecture.hidden: expected at most 6 principal components, as many as"
                + " an example has features, found 7");
  }
}
