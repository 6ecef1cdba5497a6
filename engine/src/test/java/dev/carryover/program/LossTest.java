package dev.carryover.program;

import static dev.carryover.network.Activation.IDENTITY;
import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SIGMOID;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.network.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.network.Activation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LossTest {
  @Test
  void squaredErrorGoesWithEveryOutputButSoftmax() {
    assertThat(accepted(Loss.SQUARED_ERROR)).containsExactly(IDENTITY, RELU, SIGMOID, TANH);
  }

  @Test
  void crossEntropiesGoWithTheOutputsTheyAreComputedFrom() {
    assertThat(accepted(Loss.BINARY_CROSS_ENTROPY)).containsExactly(SIGMOID);
    assertThat(accepted(Loss.SOFTMAX_CROSS_ENTROPY)).containsExactly(SOFTMAX);
  }

  private static List<Activation> accepted(Loss loss) {
    return Stream.of(Activation.values()).filter(loss::accepts).toList();
  }
}
