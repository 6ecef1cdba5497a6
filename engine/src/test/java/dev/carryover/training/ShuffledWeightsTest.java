package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffledWeightsTest {
  private static final int INPUTS = 50;
  private static final int UNITS = 40;
  private static final SeedSequence SEEDS = new SeedSequence(42);
  private static final NetworkSpec SOURCE =
      NetworkSpec.of(
          new DenseSpec(INPUTS, UNITS, Activation.RELU),
          new DenseSpec(UNITS, INPUTS, Activation.SIGMOID));
  private static final NetworkSpec TARGET =
      NetworkSpec.of(
          new DenseSpec(INPUTS, UNITS, Activation.RELU),
          new DenseSpec(UNITS, 10, Activation.SOFTMAX));
  private static final Initializer REST = new Initializer.Normal(0.01);

  /** Every parameter is another number. */
  private static double[] sources(int replicas) {
    return IntStream.range(0, replicas * SOURCE.parameters().size()).mapToDouble(i -> i).toArray();
  }

  private static double[] part(NetworkSpec network, double[] parameters, int r, Tensor tensor) {
    int from = r * network.parameters().size() + tensor.offset();
    return Arrays.copyOfRange(parameters, from, from + tensor.size());
  }

  private static double[] column(double[] weights, int unit) {
    return IntStream.range(0, INPUTS).mapToDouble(i -> weights[i * UNITS + unit]).toArray();
  }

  @Test
  void eachUnitHasItsOwnWeightsInAnotherOrderAndItsBias() {
    double[] source = sources(2);
    double[] drawn = new ShuffledWeights(SOURCE, sources(2), 1, REST).draw(TARGET, 2, SEEDS);
    for (int r = 0; r < 2; r++) {
      double[] weights = part(TARGET, drawn, r, TARGET.parameters().weight(0));
      double[] trained = part(SOURCE, source, r, SOURCE.parameters().weight(0));
      int kept = 0;
      for (int unit = 0; unit < UNITS; unit++) {
        double[] now = column(weights, unit);
        double[] before = column(trained, unit);
        assertThat(now).containsExactlyInAnyOrder(before).isNotEqualTo(before);
        kept += (int) IntStream.range(0, INPUTS).filter(i -> now[i] == before[i]).count();
      }
      // One of each unit's stays where it was on average, by chance; 40 ± 5 standard deviations.
      assertThat(kept).isBetween(8, 72);
      assertThat(part(TARGET, drawn, r, TARGET.parameters().bias(0)))
          .containsExactly(part(SOURCE, source, r, SOURCE.parameters().bias(0)));
    }
  }

  @Test
  void unitsAndReplicasHaveOrdersOfTheirOwn() {
    double[] weights =
        part(
            TARGET,
            new ShuffledWeights(SOURCE, sources(2), 1, REST).draw(TARGET, 2, SEEDS),
            1,
            TARGET.parameters().weight(0));
    double[] alone =
        part(
            TARGET,
            new ShuffledWeights(SOURCE, sources(1), 1, REST).draw(TARGET, 1, SEEDS),
            0,
            TARGET.parameters().weight(0));
    int size = SOURCE.parameters().size();
    // Where the weights of one unit, or of one replica, would differ by a constant.
    assertThat(
            IntStream.range(0, INPUTS)
                .mapToDouble(i -> weights[i * UNITS + 1] - weights[i * UNITS]))
        .anyMatch(difference -> difference != 1);
    assertThat(IntStream.range(0, weights.length).mapToDouble(i -> weights[i] - alone[i]))
        .anyMatch(difference -> difference != size);
  }

  @Test
  void otherLayersAreDrawnAsTheRest() {
    double[] drawn = new ShuffledWeights(SOURCE, sources(1), 1, REST).draw(TARGET, 1, SEEDS);
    double[] rest = REST.draw(TARGET, 1, SEEDS);
    Tensor weight = TARGET.parameters().weight(1);
    assertThat(part(TARGET, drawn, 0, weight)).containsExactly(part(TARGET, rest, 0, weight));
  }

  @Test
  void whatCannotBeShuffledIsRefused() {
    NetworkSpec tied = SOURCE.withTiedDecoder();
    double[] parameters = new double[tied.parameters().size()];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShuffledWeights(tied, parameters, 2, REST))
        .withMessage(
            "only layers with weights of their own are shuffled, found 2 of 50-40-50 tied");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShuffledWeights(SOURCE, sources(1), 1, REST).draw(TARGET, 2, SEEDS))
        .withMessage("replica 1 has none to draw from: there are 1");
  }
}
