package dev.carryover.weights;

import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One network as named tensors: {@code encoder.weight [I][H]}, {@code encoder.bias [H]}, then
 * {@code decoder.weight [H][O]} and {@code decoder.bias [O]} of an autoencoder, or {@code
 * classifier.weight} and {@code classifier.bias}. z = x·weight + bias. Several layers of a kind are
 * numbered: {@code encoder.0.weight}, {@code encoder.1.weight}. In PyTorch's layout they are those
 * of a {@code torch.nn.Sequential}: {@code 0.weight [H][I]}, {@code 0.bias [H]}, {@code 2.weight}.
 */
public final class NetworkWeights {
  /** The key under which a file may say its {@link Layout} in its metadata. */
  public static final String LAYOUT = "layout";

  /** Behind a layer's name, what a file calls its weights. */
  public static final String WEIGHT = ".weight";

  /** Behind a layer's name, what a file calls its bias. */
  public static final String BIAS = ".bias";

  private NetworkWeights() {}

  /**
   * The layers behind the encoder.
   *
   * @param layer what a file calls such a layer
   * @param layers how many there are
   */
  public record Head(String layer, int layers) {

    /** Layers that give back what entered the encoder, or one of its layers. */
    public static Head decoder(int layers) {
      return new Head("decoder", layers);
    }

    /** The layer that names the class. */
    public static Head classifier() {
      return new Head("classifier", 1);
    }
  }

  /** The content of a file with the parameters of replica r of {@code [R][P]}. */
  public static byte[] encode(
      NetworkSpec network, Head head, double[] parameters, int r, Map<String, String> metadata) {
    return Safetensors.encode(tensors(network, head, parameters, r, Layout.CARRYOVER), metadata);
  }

  /**
   * Replica r's tensors, first layer first, weights before the bias. A tied layer's weights are its
   * encoder's; PyTorch's modules hold them twice, so there they stand once more, transposed.
   *
   * @param parameters {@code [R][P]}
   */
  public static List<NamedTensor> tensors(
      NetworkSpec network, Head head, double[] parameters, int r, Layout layout) {
    LayerNames names =
        layout == Layout.TORCH ? LayerNames.ofSequential(network.depth()) : ours(network, head);
    ParameterLayout places = network.parameters();
    int start = Math.multiplyExact(r, places.size());
    List<NamedTensor> tensors = new ArrayList<>();
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      String name = names.names().get(l);
      if (!layer.isTied()) {
        double[] weights = values(parameters, start, places.weight(l));
        tensors.add(
            new NamedTensor(
                name + WEIGHT,
                layout.shape(layer.inputs(), layer.outputs()),
                layout.fromCarryover(weights, layer.inputs(), layer.outputs())));
      } else if (layout == Layout.TORCH) {
        // [O][I] of this layer is [I][O] of its encoder: the same numbers in the same order.
        double[] weights = values(parameters, start, places.weight(network.weightOwner(l)));
        tensors.add(
            new NamedTensor(name + WEIGHT, layout.shape(layer.inputs(), layer.outputs()), weights));
      }
      tensors.add(
          new NamedTensor(
              name + BIAS, List.of(layer.outputs()), values(parameters, start, places.bias(l))));
    }
    return tensors;
  }

  private static double[] values(double[] parameters, int start, Tensor tensor) {
    int from = Math.addExact(start, tensor.offset());
    return Arrays.copyOfRange(parameters, from, from + tensor.size());
  }

  /**
   * All replicas' tensors, those of one name as one with the replicas as its first axis: what
   * {@code torch.func.stack_module_state} gives.
   *
   * @param parameters {@code [R][P]}
   */
  public static List<NamedTensor> stacked(
      NetworkSpec network, Head head, double[] parameters, Layout layout) {
    List<List<NamedTensor>> replicas =
        IntStream.range(0, parameters.length / network.parameters().size())
            .mapToObj(r -> tensors(network, head, parameters, r, layout))
            .toList();
    return IntStream.range(0, replicas.getFirst().size())
        .mapToObj(
            t -> NamedTensor.stacked(replicas.stream().map(tensors -> tensors.get(t)).toList()))
        .toList();
  }

  /** {@link #read(Path, NetworkSpec, Head, Optional)} for files that tell their layout. */
  public static double[] read(Path file, NetworkSpec network, Head head) {
    return read(file, network, head, Optional.empty());
  }

  /**
   * The parameters in a file, {@code [R][P]}: of one network, or of as many as its tensors have
   * stacked along a first axis. Tensors that the network has no use for are ignored.
   *
   * @param layout how the file lays out a layer; empty: as it says itself, or as its tensors'
   *     shapes tell
   * @throws dev.carryover.data.DataException if it cannot be read, or lacks a tensor of the
   *     network, has it in another shape, has a value in it that is not finite, or fits both
   *     layouts and says neither
   */
  public static double[] read(Path file, NetworkSpec network, Head head, Optional<Layout> layout) {
    return new NetworkReader(SafetensorsFile.open(file), network, head).read(layout);
  }

  /**
   * How many networks a file holds: the length of the first axis where weights have three.
   *
   * @throws dev.carryover.data.DataException if it cannot be read, or holds none
   */
  public static int replicas(Path file) {
    return NetworkReader.stacked(SafetensorsFile.open(file)).orElse(1);
  }

  /** What Carryover's own files call the layers, first to last. */
  public static List<String> layerNames(NetworkSpec network, Head head) {
    return ours(network, head).names();
  }

  /** The names that Carryover writes. */
  static LayerNames ours(NetworkSpec network, Head head) {
    return LayerNames.of(network.depth() - head.layers(), head);
  }

  /** What a file calls a tensor. */
  static String name(LayerNames names, Tensor tensor) {
    return names.names().get(tensor.layer()) + (tensor.role() == Role.WEIGHT ? WEIGHT : BIAS);
  }
}
