package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CarriedLayersTest {
  private static final SeedSequence SEEDS = new SeedSequence(42);
  private static final NetworkSpec SOURCE =
      NetworkSpec.builder(5).dense(4, Activation.RELU).dense(5, Activation.SIGMOID).build();
  private static final NetworkSpec TARGET =
      NetworkSpec.builder(5).dense(4, Activation.RELU).dense(3, Activation.SOFTMAX).build();
  private static final Initializer REST = new Initializer.Normal(0.01);

  /** Every parameter is another number. */
  private static double[] sources(int replicas) {
    return IntStream.range(0, replicas * SOURCE.parameters().size()).mapToDouble(i -> i).toArray();
  }

  private static double[] part(NetworkSpec network, double[] parameters, int r, Tensor tensor) {
    int from = r * network.parameters().size() + tensor.offset();
    return Arrays.copyOfRange(parameters, from, from + tensor.size());
  }

  @Test
  void leadingLayersAreTheSourcesAndTheOthersDrawn() {
    double[] drawn = new CarriedLayers(SOURCE, sources(2), 1, REST).draw(TARGET, 2, SEEDS);
    double[] rest = REST.draw(TARGET, 2, SEEDS);
    for (int r = 0; r < 2; r++) {
      for (Tensor tensor : TARGET.parameters().tensors()) {
        double[] expected =
            tensor.layer() == 0
                ? part(SOURCE, sources(2), r, tensor)
                : part(TARGET, rest, r, tensor);
        assertThat(part(TARGET, drawn, r, tensor)).as(tensor.toString()).containsExactly(expected);
      }
    }
  }

  @Test
  void whatCannotBeCarriedIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CarriedLayers(SOURCE, sources(1), 1, REST).draw(TARGET, 2, SEEDS))
        .withMessage("replica 1 has none to draw from: there are 1");
    NetworkSpec wider = NetworkSpec.builder(5).dense(6, Activation.RELU).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CarriedLayers(SOURCE, sources(1), 1, REST).draw(wider, 1, SEEDS))
        .withMessage("layer 0 of 5-4-5 cannot be carried over into 5-6");
    NetworkSpec tied = SOURCE.withTiedDecoder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CarriedLayers(tied, new double[tied.parameters().size()], 2, REST))
        .withMessage(
            "only layers with weights of their own are carried over, found 2 of 5-4-5 tied");
  }
}
