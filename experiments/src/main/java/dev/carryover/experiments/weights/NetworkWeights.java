package dev.carryover.experiments.weights;

import dev.carryover.data.DataException;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One network of two layers as named tensors: {@code encoder.weight [I][H]}, {@code encoder.bias
 * [H]}, then {@code decoder.weight [H][O]} and {@code decoder.bias [O]} of an autoencoder, or
 * {@code classifier.weight} and {@code classifier.bias}. z = x·weight + bias.
 */
public final class NetworkWeights {
  private NetworkWeights() {}

  /** What a network's second layer is for. */
  public enum Head {
    /** It gives the input back. */
    DECODER("decoder"),
    /** It names the digit. */
    CLASSIFIER("classifier");

    private final String layer;

    Head(String layer) {
      this.layer = layer;
    }
  }

  /** The content of a file with the parameters of replica r of {@code [R][P]}. */
  public static byte[] encode(
      NetworkSpec network, Head head, double[] parameters, int r, Map<String, String> metadata) {
    ParameterLayout layout = network.parameters();
    List<NamedTensor> tensors = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      int from = r * layout.size() + tensor.offset();
      double[] values = Arrays.copyOfRange(parameters, from, from + tensor.size());
      tensors.add(new NamedTensor(name(head, tensor), shape(tensor), values));
    }
    return Safetensors.encode(tensors, metadata);
  }

  /**
   * The parameters in a file, {@code [P]}.
   *
   * @throws DataException if it cannot be read, or lacks a tensor of the network or has it in
   *     another shape
   */
  public static double[] read(Path file, NetworkSpec network, Head head) {
    Map<String, NamedTensor> found =
        Safetensors.read(file).stream().collect(Collectors.toMap(NamedTensor::name, t -> t));
    ParameterLayout layout = network.parameters();
    double[] parameters = new double[layout.size()];
    for (Tensor tensor : layout.tensors()) {
      String name = name(head, tensor);
      NamedTensor values = found.get(name);
      if (values == null || !values.shape().equals(shape(tensor))) {
        throw new DataException(
            "%s: expected tensor %s of shape %s, found %s"
                .formatted(
                    file, name, shape(tensor), values == null ? found.keySet() : values.shape()));
      }
      System.arraycopy(values.values(), 0, parameters, tensor.offset(), tensor.size());
    }
    return parameters;
  }

  private static String name(Head head, Tensor tensor) {
    String layer = tensor.layer() == 0 ? "encoder" : head.layer;
    return layer + (tensor.role() == Role.WEIGHT ? ".weight" : ".bias");
  }

  private static List<Integer> shape(Tensor tensor) {
    return tensor.role() == Role.WEIGHT
        ? List.of(tensor.rows(), tensor.columns())
        : List.of(tensor.columns());
  }
}
