package dev.carryover.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import dev.carryover.data.DataException;
import dev.carryover.fuzz.Fuzzing;
import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.NetworkWeights.Head;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
import org.junit.jupiter.params.provider.ValueSource;

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
    List<NamedTensor> tensors = Safetensors.read(write(Head.decoder(1), 1));
    assertThat(tensors)
        .extracting(NamedTensor::name)
        .containsExactly("encoder.weight", "encoder.bias", "decoder.weight", "decoder.bias");
    assertThat(tensors)
        .extracting(NamedTensor::shape)
        .containsExactly(List.of(3, 2), List.of(2), List.of(2, 4), List.of(4));
    // Replica 1 of 20 parameters, row-major.
    assertThat(tensors.get(0).values()).containsExactly(2.0, 2.1, 2.2, 2.3, 2.4, 2.5);
    assertThat(tensors.get(3).values()).containsExactly(3.6, 3.7, 3.8, 3.9);
    assertThat(Safetensors.read(write(Head.classifier(), 0)))
        .extracting(NamedTensor::name)
        .containsExactly("encoder.weight", "encoder.bias", "classifier.weight", "classifier.bias");
  }

  @Test
  void parametersComeBackToTheBit() throws IOException {
    assertThat(NetworkWeights.read(write(Head.decoder(1), 2), NETWORK, Head.decoder(1)))
        .containsExactly(Arrays.copyOfRange(parameters(), 40, 60));
  }

  @Test
  void theOrderInTheFileDoesNotMatter() throws IOException {
    List<NamedTensor> tensors = Safetensors.read(write(Head.decoder(1), 0));
    Path file =
        Files.write(
            folder.resolve("y.safetensors"), Safetensors.encode(tensors.reversed(), Map.of()));
    assertThat(NetworkWeights.read(file, NETWORK, Head.decoder(1)))
        .containsExactly(Arrays.copyOf(parameters(), 20));
  }

  @Test
  void aClassifierIsNoAutoencoder() throws IOException {
    Path file = write(Head.classifier(), 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, NETWORK, Head.decoder(1)))
        .withMessage(
            file
                + ": expected tensor decoder.weight of shape [2, 4] or [4, 2], found"
                + " encoder.weight, encoder.bias, classifier.weight, classifier.bias");
  }

  @Test
  void anotherShapeIsRefused() throws IOException {
    Path file = write(Head.decoder(1), 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, network(2, 3, 4), Head.decoder(1)))
        .withMessage(file + ": expected tensor encoder.bias of shape [3], found [2]");
  }

  @Test
  void everyLayerOfADeepNetworkHasATensorOfItsOwn() throws IOException {
    NetworkSpec deep =
        NetworkSpec.of(
            new DenseSpec(5, 4, Activation.RELU),
            new DenseSpec(4, 3, Activation.RELU),
            new DenseSpec(3, 4, Activation.RELU),
            new DenseSpec(4, 5, Activation.SIGMOID));
    double[] parameters = new double[deep.parameters().size()];
    Arrays.setAll(parameters, i -> i);
    for (Head head : List.of(Head.decoder(2), Head.decoder(1), Head.classifier())) {
      Path file =
          Files.write(
              folder.resolve(head.layer() + head.layers() + ".safetensors"),
              NetworkWeights.encode(deep, head, parameters, 0, Map.of()));
      assertThat(Safetensors.read(file))
          .extracting(NamedTensor::name)
          .filteredOn(name -> name.endsWith(".weight"))
          .containsExactlyElementsOf(
              head.layers() == 2
                  ? List.of(
                      "encoder.0.weight",
                      "encoder.1.weight",
                      "decoder.0.weight",
                      "decoder.1.weight")
                  : List.of(
                      "encoder.0.weight",
                      "encoder.1.weight",
                      "encoder.2.weight",
                      head.layer() + ".weight"));
      assertThat(NetworkWeights.read(file, deep, head)).containsExactly(parameters);
    }
  }

  @Test
  void oneLayerIsAHead() throws IOException {
    NetworkSpec one = NetworkSpec.of(new DenseSpec(2, 3, Activation.SOFTMAX));
    Path file =
        Files.write(
            folder.resolve("x.safetensors"),
            NetworkWeights.encode(one, Head.classifier(), new double[9], 0, Map.of()));
    assertThat(Safetensors.read(file))
        .extracting(NamedTensor::name)
        .containsExactly("classifier.weight", "classifier.bias");
  }

  /** A file as PyTorch's users write it: the layers in some order, weights {@code [O][I]}. */
  private Path torch(List<String> layers) throws IOException {
    List<NamedTensor> tensors = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      int inputs = NETWORK.layer(l).inputs();
      int outputs = NETWORK.layer(l).outputs();
      double[] weights = new double[inputs * outputs];
      for (int o = 0; o < outputs; o++) {
        for (int i = 0; i < inputs; i++) {
          weights[o * inputs + i] = 100 * l + 10 * i + o;
        }
      }
      double[] bias = new double[outputs];
      Arrays.fill(bias, -l - 1);
      tensors.add(new NamedTensor(layers.get(l) + ".weight", List.of(outputs, inputs), weights));
      tensors.add(new NamedTensor(layers.get(l) + ".bias", List.of(outputs), bias));
    }
    return Files.write(
        folder.resolve("torch.safetensors"), Safetensors.encode(tensors.reversed(), Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "encoder,decoder",
        "0,2",
        "net.2,net.10",
        "fc1,fc2",
        "encoder.0,decoder.0",
        "encoder.3,decoder.1",
        "layers.0,layers.1"
      })
  void torchsLayersAreReadTransposed(String layers) throws IOException {
    Path file = torch(List.of(layers.split(",", -1)));
    for (Optional<Layout> layout : List.of(Optional.<Layout>empty(), Optional.of(Layout.TORCH))) {
      assertThat(NetworkWeights.read(file, NETWORK, Head.decoder(1), layout))
          .containsExactly(
              0, 1, 10, 11, 20, 21, -1, -1, // [3][2] and its bias
              100, 101, 102, 103, 110, 111, 112, 113, -2, -2, -2, -2); // [2][4] and its bias
    }
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() ->
            NetworkWeights.read(file, NETWORK, Head.decoder(1), Optional.of(Layout.CARRYOVER)))
        .withMessageStartingWith(file + ": expected tensor encoder.weight of shape [3, 2], found ")
        .withMessageEndingWith(
            "; it is laid out as by torch.nn.Linear: layout torch (--layout) reads it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enc,dec", "a,b", "encoder,classifier", "0,0.x", "x1,x01"})
  void namesThatLeaveTheOrderOpenAreRefused(String layers) throws IOException {
    Path file = torch(List.of(layers.split(",", -1)));
    for (Layout layout : Layout.values()) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(
              () -> NetworkWeights.read(file, NETWORK, Head.decoder(1), Optional.of(layout)))
          .withMessageContaining(".weight of shape ")
          .matches(e -> !String.valueOf(e.getMessage()).contains("--layout"), "promises nothing");
    }
  }

  @Test
  void ourFilesAreNotReadAsTorchs() throws IOException {
    Path file = write(Head.decoder(1), 0);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(
            () -> NetworkWeights.read(file, NETWORK, Head.decoder(1), Optional.of(Layout.TORCH)))
        .withMessage(
            file
                + ": expected tensor encoder.weight of shape [2, 3], found [3, 2]; it is laid out as by"
                + " Carryover: layout carryover (--layout) reads it");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numbersThatAreNotFiniteAreRefused(double value) throws IOException {
    double[] parameters = parameters();
    parameters[8 + 5] = value;
    Path file =
        Files.write(
            folder.resolve("x.safetensors"),
            NetworkWeights.encode(NETWORK, Head.decoder(1), parameters, 0, Map.of()));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> NetworkWeights.read(file, NETWORK, Head.decoder(1)))
        .withMessage(
            file
                + ": expected finite numbers in tensor decoder.weight, found "
                + value
                + " at place 5 of 8");
  }

  /**
   * Whatever the bytes, there are parameters or one line that names the file; and little memory.
   */
  @Test
  void damagedFilesAreRefusedAndTakeNoMoreMemoryThanTheirSizeAllows() throws IOException {
    Path file = folder.resolve("fuzzed.safetensors");
    List<byte[]> sound =
        List.of(
            Files.readAllBytes(write(Head.decoder(1), 1)),
            Files.readAllBytes(torch(List.of("0", "2"))),
            Safetensors.encode(
                NetworkWeights.stacked(NETWORK, Head.decoder(1), parameters(), Layout.TORCH),
                Map.of(NetworkWeights.LAYOUT, "torch")));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Fuzzing.run(
        "safetensors",
        1,
        3_000,
        sound,
        input -> {
          Files.write(file, input);
          long before = threads.getCurrentThreadAllocatedBytes();
          try {
            Layout asked = input.length % 2 == 0 ? Layout.CARRYOVER : Layout.TORCH;
            Optional<Layout> layout = Optional.of(asked).filter(ignored -> input.length % 3 != 0);
            assertThat(NetworkWeights.read(file, NETWORK, Head.decoder(1), layout))
                .hasSizeGreaterThanOrEqualTo(20)
                .matches(values -> Arrays.stream(values).allMatch(Double::isFinite));
          } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(file + ": ").hasLineCount(1);
          }
          assertThat(threads.getCurrentThreadAllocatedBytes() - before)
              .isLessThan(4_000_000 + 100L * input.length);
        });
  }
}
