package dev.carryover.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkSpecTest {
  private static final DenseSpec FIRST = new DenseSpec(7, 3, Activation.RELU);
  private static final DenseSpec LAST = new DenseSpec(3, 1, Activation.SOFTMAX);

  @Test
  void aChainTakesItsFirstLayersInputsAndGivesItsLastLayersOutputs() {
    NetworkSpec network = NetworkSpec.of(FIRST, LAST);
    assertThat(network.inputs()).isEqualTo(7);
    assertThat(network.outputs()).isEqualTo(1);
    assertThat(network.depth()).isEqualTo(2);
    assertThat(network.layer(0)).isEqualTo(FIRST);
    assertThat(network.last()).isEqualTo(LAST);
    assertThat(network).hasToString("7-3-1");
  }

  @Test
  void oneLayerIsANetwork() {
    assertThat(NetworkSpec.of(LAST)).hasToString("3-1");
  }

  @Test
  void theListIsCopied() {
    List<DenseSpec> layers = new ArrayList<>(List.of(FIRST));
    NetworkSpec network = new NetworkSpec(layers);
    layers.add(LAST);
    assertThat(network.depth()).isOne();
  }

  @Test
  void noLayerIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(NetworkSpec::of)
        .withMessage("a network needs at least one layer");
  }

  @Test
  void neighboursThatDoNotFitAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(FIRST, FIRST))
        .withMessage("layer 0 gives 3 values, layer 1 takes 7");
  }

  @Test
  void softmaxBeforeTheLastLayerIsRefused() {
    DenseSpec middle = new DenseSpec(1, 2, Activation.IDENTITY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(FIRST, LAST, middle))
        .withMessage("softmax is for the last layer, found it at layer 1");
  }

  @Test
  void aTiedDecoderMirrorsItsEncoder() {
    NetworkSpec network =
        NetworkSpec.of(
                new DenseSpec(7, 3, Activation.RELU),
                new DenseSpec(3, 2, Activation.TANH),
                new DenseSpec(2, 3, Activation.RELU),
                new DenseSpec(3, 7, Activation.SIGMOID))
            .withTiedDecoder();
    assertThat(IntStream.range(0, 4).map(network::weightOwner)).containsExactly(0, 1, 1, 0);
    assertThat(network.hasTiedLayers()).isTrue();
    assertThat(network.decoderOf(0)).hasValue(3);
    assertThat(network.decoderOf(1)).hasValue(2);
    assertThat(network.decoderOf(2)).isEmpty();
    assertThat(network).hasToString("7-3-2-3-7 tied");
    assertThat(NetworkSpec.of(FIRST, LAST).hasTiedLayers()).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(FIRST).withTiedDecoder())
        .withMessage("an autoencoder with a tied decoder has an even number of layers, found 1");
  }

  @Test
  void aLayerIsTiedToAnEarlierOneWithWeightsOfItsOwn() {
    DenseSpec square = new DenseSpec(3, 3, Activation.TANH);
    for (List<DenseSpec> layers :
        List.of(
            List.of(square.tiedTo(0)),
            List.of(square.tiedTo(-1)),
            List.of(square.tiedTo(1), square))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NetworkSpec(layers))
          .withMessageStartingWith("layer 0 must be tied to an earlier layer with weights of its");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(square, square.tiedTo(0), square.tiedTo(1)))
        .withMessage(
            "layer 2 must be tied to an earlier layer with weights of its own, found layer 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(square, square.tiedTo(0), square.tiedTo(0)))
        .withMessage("two layers are tied to layer 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.of(FIRST, new DenseSpec(3, 6, Activation.TANH).tiedTo(0)))
        .withMessage("layer 1 of 3 by 6 cannot be tied to layer 0 of 7 by 3");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,0", "-1,5", "5,-2147483648"})
  void layersOfNothingAreRefused(int inputs, int outputs) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DenseSpec(inputs, outputs, Activation.TANH))
        .withMessage("a dense layer needs sizes of at least 1, found " + inputs + " by " + outputs);
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without null checks may hand in
  void noActivationIsRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> new DenseSpec(1, 1, null))
        .withMessage("activation");
  }

  @Test
  void aBuiltNetworkIsTheOneOfItsLayers() {
    assertThat(
            NetworkSpec.builder(7).dense(3, Activation.RELU).dense(1, Activation.SOFTMAX).build())
        .isEqualTo(NetworkSpec.of(FIRST, LAST));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkSpec.builder(7).build())
        .withMessage("a network needs at least one layer");
  }
}
