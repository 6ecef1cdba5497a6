package dev.carryover.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.NetworkWeights.Head;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Networks in PyTorch's layout, stacked ones, and which layout a file is read in. */
class TorchWeightsTest {
  private static final Head HEAD = Head.decoder(1);
  private static final NetworkSpec NETWORK = network(3, 2, 3);

  @TempDir Path folder;

  private static NetworkSpec network(int inputs, int hidden, int outputs) {
    return NetworkSpec.of(
        new DenseSpec(inputs, hidden, Activation.RELU),
        new DenseSpec(hidden, outputs, Activation.SIGMOID));
  }

  /** Each value tells its place. */
  private static double[] parameters(NetworkSpec network, int replicas) {
    double[] parameters = new double[replicas * network.parameters().size()];
    Arrays.setAll(parameters, i -> i);
    return parameters;
  }

  private Path write(List<NamedTensor> tensors, Map<String, String> metadata) throws IOException {
    return Files.write(folder.resolve("x.safetensors"), Safetensors.encode(tensors, metadata));
  }

  private static DataException refusal(Path file, NetworkSpec network, Optional<Layout> layout) {
    return assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, network, HEAD, layout))
        .actual();
  }

  @Test
  void tensorsBearSequentialsNamesAndLinearsShapes() {
    List<NamedTensor> tensors =
        NetworkWeights.tensors(NETWORK, HEAD, parameters(NETWORK, 2), 1, Layout.TORCH);
    assertThat(tensors)
        .extracting(NamedTensor::name)
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    assertThat(tensors)
        .extracting(NamedTensor::shape)
        .containsExactly(List.of(2, 3), List.of(2), List.of(3, 2), List.of(3));
    // Replica 1 of 17 parameters: [3][2] from 17 on, transposed.
    assertThat(tensors.getFirst().values()).containsExactly(17, 19, 21, 18, 20, 22);
    assertThat(tensors.get(1).values()).containsExactly(23, 24);
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void stackedNetworksComeBackToTheBitFromEitherLayout(Layout layout) throws IOException {
    double[] parameters = parameters(NETWORK, 3);
    List<NamedTensor> tensors = NetworkWeights.stacked(NETWORK, HEAD, parameters, layout);
    assertThat(tensors.getFirst().shape())
        .isEqualTo(layout == Layout.TORCH ? List.of(3, 2, 3) : List.of(3, 3, 2));
    assertThat(tensors.get(1).shape()).containsExactly(3, 2);
    Path file = write(tensors, Map.of());
    assertThat(NetworkWeights.replicas(file)).isEqualTo(3);
    assertThat(NetworkWeights.read(file, NETWORK, HEAD)).containsExactly(parameters);
    Path one = write(NetworkWeights.tensors(NETWORK, HEAD, parameters, 0, layout), Map.of());
    assertThat(NetworkWeights.replicas(one)).isEqualTo(1);
  }

  @Test
  void aStackOfNothingIsRefused() throws IOException {
    Path file =
        write(List.of(new NamedTensor("0.weight", List.of(0, 2, 3), new double[0])), Map.of());
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.replicas(file))
        .withMessage(
            file + ": expected at least one network in tensor 0.weight, found shape [0, 2, 3]");
  }

  @Test
  void whereEveryLayerIsSquareTheLayoutMustBeSaid() throws IOException {
    NetworkSpec square = network(2, 2, 2);
    double[] parameters = parameters(square, 1);
    List<NamedTensor> tensors =
        NetworkWeights.tensors(square, HEAD, parameters, 0, Layout.CARRYOVER);
    Path file = write(tensors, Map.of(NetworkWeights.LAYOUT, "NCHW"));
    assertThat(refusal(file, square, Optional.empty()))
        .hasMessage(
            file
                + ": expected to be told the layout, carryover or torch (--layout), since every layer of"
                + " 2-2-2 is square and fits both, found neither");
    assertThat(NetworkWeights.read(file, square, HEAD, Optional.of(Layout.CARRYOVER)))
        .containsExactly(parameters);
    assertThat(NetworkWeights.read(file, square, HEAD, Optional.of(Layout.TORCH)))
        .startsWith(0, 2, 1, 3, 4, 5);
    for (Layout layout : Layout.values()) {
      Path says =
          write(
              NetworkWeights.tensors(square, HEAD, parameters, 0, layout),
              Map.of(NetworkWeights.LAYOUT, layout.toString()));
      assertThat(NetworkWeights.read(says, square, HEAD)).containsExactly(parameters);
    }
  }

  @Test
  void oneLayerThatIsNotSquareTellsTheLayoutOfAll() throws IOException {
    NetworkSpec half = network(2, 2, 3);
    for (Layout layout : Layout.values()) {
      Path file =
          write(NetworkWeights.tensors(half, HEAD, parameters(half, 1), 0, layout), Map.of());
      assertThat(NetworkWeights.read(file, half, HEAD)).containsExactly(parameters(half, 1));
    }
  }

  @Test
  void layersInDifferentLayoutsAreRefused() throws IOException {
    double[] parameters = parameters(NETWORK, 1);
    List<NamedTensor> tensors =
        new ArrayList<>(NetworkWeights.tensors(NETWORK, HEAD, parameters, 0, Layout.TORCH));
    NamedTensor decoder = tensors.get(2);
    tensors.set(2, new NamedTensor(decoder.name(), List.of(2, 3), decoder.values()));
    Path file = write(tensors, Map.of());
    assertThat(refusal(file, NETWORK, Optional.empty()))
        .hasMessage(
            file
                + ": expected every tensor in one layout, found some as Carryover and some as"
                + " torch.nn.Linear lays them out");
  }

  @Test
  void anEncoderAloneIsNoAutoencoder() throws IOException {
    List<NamedTensor> tensors =
        NetworkWeights.tensors(NETWORK, HEAD, parameters(NETWORK, 1), 0, Layout.TORCH);
    Path file = write(tensors.subList(0, 2), Map.of());
    assertThat(refusal(file, NETWORK, Optional.empty()))
        .hasMessage(file + ": expected the 2 layers of 3-2-3, found 1: 0.weight, 0.bias");
  }

  @Test
  void aShapeOfNeitherLayoutIsRefusedWithBoth() throws IOException {
    Path file =
        write(
            NetworkWeights.tensors(NETWORK, HEAD, parameters(NETWORK, 1), 0, Layout.TORCH),
            Map.of());
    assertThat(refusal(file, network(4, 2, 4), Optional.empty()))
        .hasMessage(file + ": expected tensor 0.weight of shape [4, 2] or [2, 4], found [2, 3]");
  }

  @Test
  void tiedWeightsStandTwiceInPyTorchsLayoutAndMustStillBeTiedWhenTheyComeBack()
      throws IOException {
    NetworkSpec tied = NETWORK.withTiedDecoder();
    double[] parameters = parameters(tied, 2);
    List<NamedTensor> tensors = NetworkWeights.stacked(tied, HEAD, parameters, Layout.TORCH);
    assertThat(tensors)
        .extracting(NamedTensor::name)
        .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
    // [R][3][2]: the decoder takes 2 and gives 3, and is the encoder's [3][2] as it stands.
    assertThat(tensors.get(2).shape()).containsExactly(2, 3, 2);
    assertThat(tensors.get(2).values()).startsWith(0, 1, 2, 3, 4, 5, 11);
    assertThat(NetworkWeights.read(write(tensors, Map.of()), tied, HEAD))
        .containsExactly(parameters);
    double[] trained = tensors.get(2).values().clone();
    trained[9]++;
    List<NamedTensor> untied = new ArrayList<>(tensors);
    untied.set(2, new NamedTensor("2.weight", List.of(2, 3, 2), trained));
    Path file = write(untied, Map.of());
    assertThat(refusal(file, tied, Optional.empty()))
        .hasMessage(
            file
                + ": expected tensor 2.weight to be the weights of layer 0 transposed, as the"
                + " network is tied, found others");
  }
}
