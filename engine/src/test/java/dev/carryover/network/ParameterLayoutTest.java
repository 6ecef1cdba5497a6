package dev.carryover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import org.junit.jupiter.api.Test;

class ParameterLayoutTest {
  @Test
  void everyLayersWeightsThenItsBias() {
    ParameterLayout layout =
        NetworkSpec.of(
                new DenseSpec(5, 3, Activation.RELU),
                new DenseSpec(3, 1, Activation.TANH),
                new DenseSpec(1, 2, Activation.SIGMOID))
            .parameters();
    assertThat(layout.tensors())
        .containsExactly(
            new Tensor(0, Role.WEIGHT, 0, 5, 3),
            new Tensor(0, Role.BIAS, 15, 1, 3),
            new Tensor(1, Role.WEIGHT, 18, 3, 1),
            new Tensor(1, Role.BIAS, 21, 1, 1),
            new Tensor(2, Role.WEIGHT, 22, 1, 2),
            new Tensor(2, Role.BIAS, 24, 1, 2));
    assertThat(layout.size()).isEqualTo(26);
    assertThat(layout.weight(2)).isEqualTo(layout.tensors().get(4));
    assertThat(layout.bias(1)).isEqualTo(layout.tensors().get(3));
  }

  @Test
  void aTiedLayerHasABiasOnly() {
    ParameterLayout layout =
        NetworkSpec.of(
                new DenseSpec(5, 3, Activation.RELU),
                new DenseSpec(3, 5, Activation.SIGMOID).tiedTo(0))
            .parameters();
    assertThat(layout.tensors())
        .containsExactly(
            new Tensor(0, Role.WEIGHT, 0, 5, 3),
            new Tensor(0, Role.BIAS, 15, 1, 3),
            new Tensor(1, Role.BIAS, 18, 1, 5));
    assertThat(layout.size()).isEqualTo(23);
    assertThat(layout.bias(1)).isEqualTo(layout.tensors().get(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layout.weight(1))
        .withMessage("layer 1 has no WEIGHT");
  }

  @Test
  void thePapersAutoencoderHas314584Parameters() {
    ParameterLayout layout =
        NetworkSpec.of(
                new DenseSpec(784, 200, Activation.RELU),
                new DenseSpec(200, 784, Activation.SIGMOID))
            .parameters();
    assertThat(layout.size()).isEqualTo(784 * 200 + 200 + 200 * 784 + 784);
    assertThat(layout.bias(0).offset()).isEqualTo(156_800);
    assertThat(layout.weight(0).size()).isEqualTo(156_800);
  }

  @Test
  void tensorsAreNamedForMessages() {
    assertThat(new Tensor(3, Role.WEIGHT, 0, 1, 1)).hasToString("layer 3 weight");
    assertThat(new Tensor(0, Role.BIAS, 0, 1, 1)).hasToString("layer 0 bias");
  }

  @Test
  void moreParametersThanAnArrayHoldsAreRefusedAndDoNotWrapAround() {
    NetworkSpec wide = NetworkSpec.of(new DenseSpec(1 << 16, 1 << 16, Activation.IDENTITY));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(wide::parameters);
    int half = 1 << 15;
    NetworkSpec deep =
        NetworkSpec.of(
            new DenseSpec(half, half, Activation.IDENTITY),
            new DenseSpec(half, half, Activation.IDENTITY));
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(deep::parameters);
  }
}
