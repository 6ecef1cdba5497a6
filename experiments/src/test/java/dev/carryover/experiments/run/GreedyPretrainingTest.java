package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.network.ParameterLayout.Role;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A stack of autoencoders, pretrained one layer after another, and what is built from it. */
class GreedyPretrainingTest {
  private static final DataSets DATA = TinyExperiments.data();

  private static final String STACK =
      """
      key: stack
      replicas: 2
      defaults:
        architecture: {activation: sigmoid}
        recipe: {optimizer: {kind: sgd}, rate: 0.5, batch: 8, epochs: 3, corruption: 0.25}
        measure: {sets: [train, test]}
      stages:
        - {key: first, objective: reconstruct, architecture: {hidden: [5], tied: true}}
        - key: second
          objective: reconstructCode
          architecture: {hidden: [5, 4]}
          start: {from: first, layers: 1}
          frozen: 1
        - key: classifier
          objective: classify
          architecture: {hidden: [5, 4]}
          recipe: {corruption: 0, rate: 0}
          start: {from: second, layers: 2}
        - key: marginals
          objective: classify
          architecture: {hidden: [5, 4]}
          recipe: {corruption: 0, rate: 0}
          start: {from: second, layers: 2, carry: marginals}
        - key: weightsAlone
          objective: classify
          architecture: {hidden: [5, 4]}
          recipe: {corruption: 0, rate: 0}
          start: {from: second, layers: 2, carry: marginals, biases: false}
      """;

  private static final RecordedRun RUN = TinyExperiments.run(TinyExperiments.of(STACK), DATA);

  @Test
  void eachLayerStaysAsItWasPretrained() {
    for (int r = 0; r < 2; r++) {
      assertThat(RUN.weight("second", r, 0)).containsExactly(RUN.weight("first", r, 0));
      assertThat(RUN.bias("second", r, 0)).containsExactly(RUN.bias("first", r, 0));
      for (int l = 0; l < 2; l++) {
        assertThat(RUN.weight("classifier", r, l)).containsExactly(RUN.weight("second", r, l));
        assertThat(RUN.bias("classifier", r, l)).containsExactly(RUN.bias("second", r, l));
      }
    }
  }

  @Test
  void aTiedDecoderHasABiasOfItsOwnAndNothingElse() {
    assertThat(RUN.network("first").parameters().tensors())
        .filteredOn(tensor -> tensor.role() == Role.WEIGHT)
        .hasSize(1);
  }

  @Test
  void aCodesErrorIsTheDistanceFromTheCode() {
    for (int r = 0; r < 2; r++) {
      double sum = 0;
      for (int i = 0; i < DATA.test().count(); i++) {
        double[] image = new double[TinyExperiments.PIXELS];
        for (int j = 0; j < image.length; j++) {
          image[j] = DATA.test().images().value(i, j);
        }
        double[] code = layer("second", r, 0, image);
        double[] output = layer("second", r, 2, layer("second", r, 1, code));
        for (int j = 0; j < code.length; j++) {
          sum += (output[j] - code[j]) * (output[j] - code[j]);
        }
      }
      Map<SetName, Scores> last = RUN.outcome("second").last();
      assertThat(Objects.requireNonNull(last.get(SetName.TEST)).value(Metric.SQUARED_ERROR, r))
          .isCloseTo(sum / (DATA.test().count() * 5), within(1e-7));
    }
    assertThat(RUN.outcome("second").samples()).isEmpty();
    assertThat(RUN.outcome("first").samples()).isPresent();
  }

  /** Sigmoid of x·w + b, by the formula. */
  private static double[] layer(String stage, int replica, int layer, double[] x) {
    double[] w = RUN.weight(stage, replica, layer);
    double[] z = RUN.bias(stage, replica, layer);
    for (int i = 0; i < x.length; i++) {
      for (int o = 0; o < z.length; o++) {
        z[o] += x[i] * w[i * z.length + o];
      }
    }
    return Arrays.stream(z).map(v -> 1 / (1 + Math.exp(-v))).toArray();
  }

  @Test
  void marginalsAreTheValuesOfTheSameLayerInAnotherOrder() {
    for (int l = 0; l < 2; l++) {
      double[] trained = RUN.weight("second", 1, l);
      double[] drawn = RUN.weight("marginals", 1, l);
      assertThat(drawn).isNotEqualTo(trained);
      assertThat(Arrays.stream(drawn).boxed().toList())
          .isSubsetOf(Arrays.stream(trained).boxed().toList());
      assertThat(Arrays.stream(RUN.bias("marginals", 1, l)).boxed().toList())
          .isSubsetOf(Arrays.stream(RUN.bias("second", 1, l)).boxed().toList());
      assertThat(RUN.weight("weightsAlone", 1, l)).containsExactly(drawn);
      assertThat(RUN.bias("weightsAlone", 1, l)).containsOnly(0);
    }
    assertThat(RUN.weight("marginals", 1, 2)).containsExactly(RUN.weight("classifier", 1, 2));
  }
}
