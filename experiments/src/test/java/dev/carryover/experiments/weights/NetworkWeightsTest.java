package dev.carryover.experiments.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.experiments.weights.NetworkWeights.Head;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkWeightsTest {
  private static final NetworkSpec NETWORK = network(3, 2, 4);

  @TempDir Path folder;

  private static NetworkSpec network(int inputs, int hidden, int outputs) {
    return NetworkSpec.of(
        new DenseSpec(inputs, hidden, Activation.RELU),
        new DenseSpec(hidden, outputs, Activation.SIGMOID));
  }

  /** Three replicas; each value tells its place. */
  private static double[] parameters() {
    double[] parameters = new double[3 * NETWORK.parameters().size()];
    Arrays.setAll(parameters, i -> i / 10.0);
    return parameters;
  }

  private Path write(Head head, int replica) throws IOException {
    return Files.write(
        folder.resolve("x.safetensors"),
        NetworkWeights.encode(NETWORK, head, parameters(), replica, Map.of()));
  }

  @Test
  void tensorsBearTheLayersNamesAndShapes() throws IOException {
    List<NamedTensor> tensors = Safetensors.read(write(Head.DECODER, 1));
    assertThat(tensors)
        .extracting(NamedTensor::name)
        .containsExactly("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias");
    assertThat(tensors)
        .extracting(NamedTensor::shape)
        .containsExactly(List.of(3, 2), List.of(2), List.of(2, 4), List.of(4));
    // Replica 1 of 20 parameters, row-major.
    assertThat(tensors.get(0).values()).containsExactly(2.0, 2.1, 2.2, 2.3, 2.4, 2.5);
    assertThat(tensors.get(3).values()).containsExactly(3.6, 3.7, 3.8, 3.9);
    assertThat(Safetensors.read(write(Head.CLASSIFIER, 0)))
        .extracting(NamedTensor::name)
        .containsExactly("encoder.weight", "encoder.bias", "classifier.weight", "classifier.bias");
  }

  @Test
  void parametersComeBackToTheBit() throws IOException {
    assertThat(NetworkWeights.read(write(Head.DECODER, 2), NETWORK, Head.DECODER))
        .containsExactly(Arrays.copyOfRange(parameters(), 40, 60));
  }

  @Test
  void theOrderInTheFileDoesNotMatter() throws IOException {
    List<NamedTensor> tensors = Safetensors.read(write(Head.DECODER, 0));
    Path file =
        Files.write(
            folder.resolve("y.safetensors"), Safetensors.encode(tensors.reversed(), Map.of()));
    assertThat(NetworkWeights.read(file, NETWORK, Head.DECODER))
        .containsExactly(Arrays.copyOf(parameters(), 20));
  }

  @Test
  void aClassifierIsNoAutoencoder() throws IOException {
    Path file = write(Head.CLASSIFIER, 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, NETWORK, Head.DECODER))
        .withMessageStartingWith(file + ": expected tensor decoder.weight of shape [2, 4], found [")
        .withMessageContaining("classifier.weight");
  }

  @Test
  void anotherShapeIsRefused() throws IOException {
    Path file = write(Head.DECODER, 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, network(2, 3, 4), Head.DECODER))
        .withMessage(file + ": expected tensor encoder.weight of shape [2, 3], found [3, 2]");
  }
}
