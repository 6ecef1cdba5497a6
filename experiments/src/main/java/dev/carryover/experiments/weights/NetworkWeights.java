package dev.carryover.experiments.weights;

import dev.carryover.data.DataException;
import dev.carryover.data.Excerpt;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One network as named tensors: {@code encoder.weight [I][H]}, {@code encoder.bias [H]}, then
 * {@code decoder.weight [H][O]} and {@code decoder.bias [O]} of an autoencoder, or {@code
 * classifier.weight} and {@code classifier.bias}. z = x·weight + bias. Several layers of a kind are
 * numbered: {@code encoder.0.weight}, {@code encoder.1.weight}.
 */
public final class NetworkWeights {
  private static final String WEIGHT = ".weight";
  private static final String BIAS = ".bias";

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
    ParameterLayout layout = network.parameters();
    LayerNames names = names(network, head);
    List<NamedTensor> tensors = new ArrayList<>();
    for (Tensor tensor : layout.tensors()) {
      int from = Math.addExact(Math.multiplyExact(r, layout.size()), tensor.offset());
      double[] values = Arrays.copyOfRange(parameters, from, from + tensor.size());
      tensors.add(new NamedTensor(name(names, tensor), shape(tensor, Layout.CARRYOVER), values));
    }
    return Safetensors.encode(tensors, metadata);
  }

  /** {@link #read(Path, NetworkSpec, Head, Layout)} for files that Carryover wrote. */
  public static double[] read(Path file, NetworkSpec network, Head head) {
    return read(file, network, head, Layout.CARRYOVER);
  }

  /**
   * The parameters in a file, {@code [P]}. Tensors that the network has no use for are ignored.
   *
   * @throws DataException if it cannot be read, or lacks a tensor of the network, has it in another
   *     shape, or has a value in it that is not finite
   */
  public static double[] read(Path file, NetworkSpec network, Head head, Layout layout) {
    SafetensorsFile found = SafetensorsFile.open(file);
    LayerNames names = namesIn(found, network, head, layout);
    double[] parameters = new double[network.parameters().size()];
    for (Tensor tensor : network.parameters().tensors()) {
      String name = name(names, tensor);
      requireShape(
          file, found, name, shape(tensor, layout), () -> hint(found, network, head, layout));
      double[] values = found.values(name);
      requireFinite(file, name, values);
      if (tensor.role() == Role.WEIGHT) {
        values = layout.toCarryover(values, tensor.rows(), tensor.columns());
      }
      System.arraycopy(values, 0, parameters, tensor.offset(), tensor.size());
    }
    return parameters;
  }

  private static LayerNames names(NetworkSpec network, Head head) {
    return LayerNames.of(network.depth() - head.layers(), head);
  }

  /** Ours, if the file has them all, also in PyTorch's layout; else PyTorch's. */
  private static LayerNames namesIn(
      SafetensorsFile file, NetworkSpec network, Head head, Layout layout) {
    LayerNames ours = names(network, head);
    if (layout == Layout.CARRYOVER
        || ours.names().stream().allMatch(name -> file.names().contains(name + WEIGHT))) {
      return ours;
    }
    return LayerNames.ofTorch(linearLayers(file), network.depth(), head).orElse(ours);
  }

  private static Set<String> linearLayers(SafetensorsFile file) {
    return file.names().stream()
        .filter(name -> name.endsWith(WEIGHT) && file.rank(name) == 2)
        .map(name -> name.substring(0, name.length() - WEIGHT.length()))
        .collect(Collectors.toSet());
  }

  private static void requireShape(
      Path file, SafetensorsFile found, String name, List<Integer> shape, Supplier<String> hint) {
    boolean isThere = found.names().contains(name);
    if (!isThere || !found.shape(name).equals(shape)) {
      throw new DataException(
          "%s: expected tensor %s of shape %s, found %s%s"
              .formatted(
                  file,
                  Excerpt.text(name),
                  shape,
                  isThere ? found.shape(name) : Excerpt.names(found.names()),
                  hint.get()));
    }
  }

  /** Names the option if the file fits in the other layout. */
  private static String hint(SafetensorsFile file, NetworkSpec network, Head head, Layout layout) {
    Layout other = layout == Layout.CARRYOVER ? Layout.TORCH : Layout.CARRYOVER;
    return shapesFit(file, network, head, other)
        ? (other == Layout.TORCH
            ? "; it is laid out as torch.nn.Linear is: --layout torch reads it"
            : "; it is laid out as Carryover writes it: leave out --layout torch")
        : "";
  }

  private static boolean shapesFit(
      SafetensorsFile file, NetworkSpec network, Head head, Layout layout) {
    LayerNames names = namesIn(file, network, head, layout);
    return network.parameters().tensors().stream()
        .allMatch(tensor -> {
          String name = name(names, tensor);
          return file.names().contains(name) && file.shape(name).equals(shape(tensor, layout));
        });
  }

  private static void requireFinite(Path file, String name, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new DataException(
            "%s: expected finite numbers in tensor %s, found %s at place %d of %d"
                .formatted(file, Excerpt.text(name), values[i], i, values.length));
      }
    }
  }

  private static String name(LayerNames names, Tensor tensor) {
    return names.names().get(tensor.layer()) + (tensor.role() == Role.WEIGHT ? WEIGHT : BIAS);
  }

  private static List<Integer> shape(Tensor tensor, Layout layout) {
    return tensor.role() == Role.WEIGHT
        ? layout.shape(tensor.rows(), tensor.columns())
        : List.of(tensor.columns());
  }
}
