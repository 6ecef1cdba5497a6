package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InitialParametersTest {
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
    double[] parameters = InitialParameters.normal(AUTOENCODER, 0.01, replicas, SEEDS);
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
    double[] three = InitialParameters.normal(AUTOENCODER, 0.01, 3, SEEDS);
    double[] one = InitialParameters.normal(AUTOENCODER, 0.01, 1, SEEDS);
    assertThat(three).hasSize(3 * size).startsWith(one);
    assertThat(Arrays.copyOfRange(three, size, 2 * size)).isNotEqualTo(one);
  }

  @Test
  void networksThatShareALayerShareItsDraws() {
    NetworkSpec classifier = network(100, 60, 10);
    double[] a = InitialParameters.normal(AUTOENCODER, 0.01, 2, SEEDS);
    double[] b = InitialParameters.normal(classifier, 0.01, 2, SEEDS);
    for (int r = 0; r < 2; r++) {
      assertThat(part(AUTOENCODER, a, r, AUTOENCODER.parameters().weight(0)))
          .containsExactly(part(classifier, b, r, classifier.parameters().weight(0)));
    }
  }

  @Test
  void layersOfOneShapeDoNotShareDraws() {
    NetworkSpec square = network(20, 20, 20);
    double[] parameters = InitialParameters.normal(square, 1, 1, SEEDS);
    assertThat(part(square, parameters, 0, square.parameters().weight(0)))
        .isNotEqualTo(part(square, parameters, 0, square.parameters().weight(1)));
  }

  @Test
  void anotherSeedDrawsOthers() {
    assertThat(InitialParameters.normal(AUTOENCODER, 0.01, 1, new SeedSequence(43)))
        .isNotEqualTo(InitialParameters.normal(AUTOENCODER, 0.01, 1, SEEDS));
  }
}
