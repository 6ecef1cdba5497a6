package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MarginalsTest {
  private static final SeedSequence SEEDS = new SeedSequence(42);
  private static final NetworkSpec SOURCE =
      NetworkSpec.of(
              new DenseSpec(50, 40, Activation.SIGMOID), new DenseSpec(40, 50, Activation.SIGMOID))
          .withTiedDecoder();
  private static final NetworkSpec TARGET =
      NetworkSpec.of(
          new DenseSpec(50, 40, Activation.SIGMOID), new DenseSpec(40, 10, Activation.SOFTMAX));
  private static final Initializer REST = new Initializer.Normal(0.01);

  /** Every value of replica r's weights is r + 1 or twice that, of its biases the negative. */
  private static double[] sources(int replicas) {
    ParameterLayout layout = SOURCE.parameters();
    double[] parameters = new double[replicas * layout.size()];
    for (int r = 0; r < replicas; r++) {
      for (Tensor tensor : layout.tensors()) {
        int sign = tensor.role() == ParameterLayout.Role.WEIGHT ? 1 : -1;
        for (int i = 0; i < tensor.size(); i++) {
          parameters[r * layout.size() + tensor.offset() + i] =
              sign * (r + 1) * (i % 4 == 0 ? 2 : 1);
        }
      }
    }
    return parameters;
  }

  private static double[] part(double[] parameters, int r, Tensor tensor) {
    int from = r * TARGET.parameters().size() + tensor.offset();
    return Arrays.copyOfRange(parameters, from, from + tensor.size());
  }

  @Test
  void weightsAndBiasesAreAsOftenWhatTheyAreInTheSameReplicaOfTheSource() {
    double[] drawn = new Marginals(SOURCE, sources(2), 1, REST).draw(TARGET, 2, SEEDS);
    for (int r = 0; r < 2; r++) {
      double one = r + 1;
      double[] weights = part(drawn, r, TARGET.parameters().weight(0));
      assertThat(Arrays.stream(weights).distinct()).containsExactlyInAnyOrder(one, 2 * one);
      double twice = Arrays.stream(weights).filter(w -> w == 2 * one).count();
      // Four standard errors of a quarter of 2000.
      assertThat(twice / weights.length).isCloseTo(0.25, within(4 * Math.sqrt(0.1875 / 2000)));
      assertThat(Arrays.stream(part(drawn, r, TARGET.parameters().bias(0))).distinct())
          .containsExactlyInAnyOrder(-one, -2 * one);
    }
  }

  /** What is drawn says nothing of where it stood. */
  @Test
  void placesAreDrawnWithReplacement() {
    double[] source = sources(1);
    Tensor weight = SOURCE.parameters().weight(0);
    for (int i = 0; i < weight.size(); i++) {
      source[weight.offset() + i] = i;
    }
    double[] weights =
        part(
            new Marginals(SOURCE, source, 1, REST).draw(TARGET, 1, SEEDS),
            0,
            TARGET.parameters().weight(0));
    long kept = IntStream.range(0, weights.length).filter(i -> weights[i] == i).count();
    assertThat(kept).isLessThan(10);
    // With replacement 1 − 1/e of the values come, not all and not few.
    double share = Arrays.stream(weights).distinct().count() / (double) weights.length;
    assertThat(share).isCloseTo(1 - 1 / Math.E, within(0.05));
  }

  @Test
  void otherLayersAreDrawnAsTheRest() {
    double[] drawn = new Marginals(SOURCE, sources(1), 1, REST).draw(TARGET, 1, SEEDS);
    double[] rest = REST.draw(TARGET, 1, SEEDS);
    Tensor weight = TARGET.parameters().weight(1);
    assertThat(part(drawn, 0, weight)).containsExactly(part(rest, 0, weight));
    assertThat(part(drawn, 0, TARGET.parameters().bias(1))).containsOnly(0.0);
  }

  @Test
  void aTiedLayersWeightsAreItsEncoders() {
    double[] drawn = new Marginals(SOURCE, sources(1), 2, REST).draw(TARGET, 1, SEEDS);
    assertThat(Arrays.stream(part(drawn, 0, TARGET.parameters().weight(1))).distinct())
        .containsExactlyInAnyOrder(1.0, 2.0);
  }

  @Test
  void whatIsNotThereToDrawFromIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marginals(SOURCE, new double[5], 1, REST))
        .withMessage("replicas of 50-40-50 tied have 2090 parameters each, found 5 in all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marginals(SOURCE, sources(1), 3, REST))
        .withMessage("50-40-50 tied has 2 layers to draw from, found 3 asked for");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Marginals(SOURCE, sources(1), 1, REST).draw(TARGET, 2, SEEDS))
        .withMessage("replica 1 has none to draw from: there are 1");
  }
}
