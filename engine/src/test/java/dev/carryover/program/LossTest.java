package dev.carryover.program;

import static dev.carryover.network.Activation.IDENTITY;
import static dev.carryover.network.Activation.RELU;
import static dev.carryover.network.Activation.SIGMOID;
import static dev.carryover.network.Activation.SOFTMAX;
import static dev.carryover.network.Activation.TANH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

  @Test
  void softmaxTakesTargetsThatSumToOne() {
    Loss softmax = Loss.SOFTMAX_CROSS_ENTROPY;
    softmax.requireTarget(0, new float[] {0, 1, 0});
    softmax.requireTarget(0, new float[] {0.1f, 0.2f, 0.7f});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> softmax.requireTarget(3, new float[] {0.5f, 0.75f}))
        .withMessage(
            "SOFTMAX_CROSS_ENTROPY takes targets that sum to 1, those of example 3 sum to 1.25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> softmax.requireTarget(3, new float[] {-0.5f, 1.5f}))
        .withMessage("SOFTMAX_CROSS_ENTROPY takes targets in [0, 1], example 3 has -0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> softmax.requireTarget(0, new float[] {Float.NaN, 1}));
  }

  @Test
  void binaryCrossEntropyTakesProbabilitiesAndSquaredErrorWhatever() {
    Loss.BINARY_CROSS_ENTROPY.requireTarget(0, new float[] {0, 1, 0.5f, 1});
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loss.BINARY_CROSS_ENTROPY.requireTarget(1, new float[] {0, 1.25f}))
        .withMessage("BINARY_CROSS_ENTROPY takes targets in [0, 1], example 1 has 1.25");
    Loss.SQUARED_ERROR.requireTarget(0, new float[] {-7, 1e9f});
  }

  private static List<Activation> accepted(Loss loss) {
    return Stream.of(Activation.values()).filter(loss::accepts).toList();
  }
}
