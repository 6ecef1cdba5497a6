package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {
  private static final SeedSequence SEEDS = new SeedSequence(42);
  private static final NetworkSpec AUTOENCODER = network(100, 60, 100);

  private static NetworkSpec network(int inputs, int hidden, int outputs) {
    return NetworkSpec.of(
        new DenseSpec(inputs, hidden, Activation.RELU),
        new DenseSpec(hidden, outputs, Activation.SIGMOID));
  }

  private static double[] part(NetworkSpec network, double[] parameters, int replica, Tensor part) {
    int from = replica * network.parameters().size() + part.offset();
    return Arrays.copyOfRange(parameters, from, from + part.size());
  }

  @Test
  void weightsAreNormalWithTheGivenDeviationAndBiasesZero() {
    int replicas = 3;
    double[] parameters = new Initializer.Normal(0.01).draw(AUTOENCODER, replicas, SEEDS);
    for (int r = 0; r < replicas; r++) {
      for (Tensor tensor : AUTOENCODER.parameters().tensors()) {
        double[] values = part(AUTOENCODER, parameters, r, tensor);
        if (tensor.role() == Role.BIAS) {
          assertThat(values).containsOnly(0.0);
        } else {
          double mean = Arrays.stream(values).average().orElseThrow();
          double sd = Math.sqrt(Arrays.stream(values).map(v -> v * v).average().orElseThrow());
          double outside =
              Arrays.stream(values).filter(v -> Math.abs(v) > 0.0196).count()
                  / (double) values.length;
          // Six thousand draws: four standard errors of each.
          assertThat(mean).isCloseTo(0, within(4 * 0.01 / Math.sqrt(6_000)));
          assertThat(sd).isCloseTo(0.01, within(4 * 0.01 / Math.sqrt(2 * 6_000)));
          assertThat(outside).isCloseTo(0.05, within(4 * Math.sqrt(0.05 * 0.95 / 6_000)));
        }
      }
    }
  }

  @Test
  void aReplicasDrawsDoNotDependOnHowManyThereAre() {
    int size = AUTOENCODER.parameters().size();
    double[] three = new Initializer.Normal(0.01).draw(AUTOENCODER, 3, SEEDS);
    double[] one = new Initializer.Normal(0.01).draw(AUTOENCODER, 1, SEEDS);
    assertThat(three).hasSize(3 * size).startsWith(one);
    assertThat(Arrays.copyOfRange(three, size, 2 * size)).isNotEqualTo(one);
  }

  @Test
  void networksThatShareALayerShareItsDraws() {
    NetworkSpec classifier = network(100, 60, 10);
    double[] a = new Initializer.Normal(0.01).draw(AUTOENCODER, 2, SEEDS);
    double[] b = new Initializer.Normal(0.01).draw(classifier, 2, SEEDS);
    for (int r = 0; r < 2; r++) {
      assertThat(part(AUTOENCODER, a, r, AUTOENCODER.parameters().weight(0)))
          .containsExactly(part(classifier, b, r, classifier.parameters().weight(0)));
    }
  }

  @Test
  void layersOfOneShapeDoNotShareDraws() {
    NetworkSpec square = network(20, 20, 20);
    double[] parameters = new Initializer.Normal(1).draw(square, 1, SEEDS);
    assertThat(part(square, parameters, 0, square.parameters().weight(0)))
        .isNotEqualTo(part(square, parameters, 0, square.parameters().weight(1)));
  }

  @Test
  void anotherSeedDrawsOthers() {
    assertThat(new Initializer.Normal(0.01).draw(AUTOENCODER, 1, new SeedSequence(43)))
        .isNotEqualTo(new Initializer.Normal(0.01).draw(AUTOENCODER, 1, SEEDS));
  }

  /** Sixty hundred draws of layer 0, of replica 0. */
  private static double[] firstLayer(Initializer initializer) {
    double[] parameters = initializer.draw(AUTOENCODER, 1, SEEDS);
    ParameterLayout layout = AUTOENCODER.parameters();
    assertThat(part(AUTOENCODER, parameters, 0, layout.bias(0))).containsOnly(0.0);
    return part(AUTOENCODER, parameters, 0, layout.weight(0));
  }

  @Test
  void uniformWeightsFillTheirRangeEvenly() {
    requireUniform(new Initializer.FanInUniform(), 0.1); // 1 / √100
    requireUniform(new Initializer.GlorotUniform(), Math.sqrt(6.0 / 160));
  }

  private static void requireUniform(Initializer initializer, double bound) {
    double[] values = firstLayer(initializer);
    double mean = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    assertThat(Arrays.stream(values).max().orElseThrow()).isBetween(0.99 * bound, bound);
    assertThat(Arrays.stream(values).min().orElseThrow()).isBetween(-bound, -0.99 * bound);
    // Four standard errors of the mean, and of the mean square: variances b² / 3 and 4 b⁴ / 45.
    assertThat(mean).isCloseTo(0, within(4 * bound / Math.sqrt(3 * 6_000)));
    assertThat(square)
        .isCloseTo(bound * bound / 3, within(4 * bound * bound * Math.sqrt(4 / 45.0 / 6_000)));
  }

  @Test
  void hesWeightsAreNormalWithTwoOverTheInputsForVariance() {
    double[] he = firstLayer(new Initializer.HeNormal());
    double[] normal = firstLayer(new Initializer.Normal(Math.sqrt(2.0 / 100)));
    assertThat(he).containsExactly(normal);
  }

  @Test
  void aTiedLayerHasNoWeightsToDraw() {
    NetworkSpec tied = AUTOENCODER.withTiedDecoder();
    double[] parameters = new Initializer.Normal(0.01).draw(tied, 1, SEEDS);
    double[] untied = new Initializer.Normal(0.01).draw(AUTOENCODER, 1, SEEDS);
    assertThat(parameters).hasSize(100 * 60 + 60 + 100);
    assertThat(part(tied, parameters, 0, tied.parameters().weight(0)))
        .containsExactly(part(AUTOENCODER, untied, 0, AUTOENCODER.parameters().weight(0)));
    assertThat(part(tied, parameters, 0, tied.parameters().bias(1))).containsOnly(0.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoDeviationIsRefused(double sigma) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Initializer.Normal(sigma))
        .withMessage("a standard deviation must be a finite number of at least 0, found " + sigma);
  }
}
