package dev.carryover.weights;

import static dev.carryover.weights.NetworkWeights.WEIGHT;
import static dev.carryover.weights.NetworkWeights.name;
import static dev.carryover.weights.NetworkWeights.ours;

import dev.carryover.data.DataException;
import dev.carryover.data.Excerpt;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.weights.NetworkWeights.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the networks in one safetensors file, which Carryover or PyTorch wrote. */
final class NetworkReader {
  private final SafetensorsFile file;
  private final NetworkSpec network;
  private final Head head;
  private final OptionalInt stacked;

  /**
   * @param file the file
   * @param network what each of its networks must be
   * @param head the network's last layers
   */
  NetworkReader(SafetensorsFile file, NetworkSpec network, Head head) {
    this.file = file;
    this.network = network;
    this.head = head;
    this.stacked = stacked(file);
  }

  /**
   * The length of the axis along which a file's networks are stacked; empty if it holds one.
   *
   * @throws DataException if it is 0
   */
  static OptionalInt stacked(SafetensorsFile file) {
    List<String> weights = file.names().stream().filter(name -> name.endsWith(WEIGHT)).toList();
    Optional<String> first = weights.stream().filter(name -> file.rank(name) == 3).findFirst();
    if (first.isEmpty() || weights.stream().anyMatch(name -> file.rank(name) == 2)) {
      return OptionalInt.empty();
    }
    int replicas = file.shape(first.get()).getFirst();
    if (replicas == 0) {
      throw new DataException(
          "%s: expected at least one network in tensor %s, found shape %s"
              .formatted(file.path(), Excerpt.text(first.get()), file.shape(first.get())));
    }
    return OptionalInt.of(replicas);
  }

  /**
   * The parameters, {@code [R][P]}.
   *
   * @param asked the layout; empty: as the file tells
   */
  double[] read(Optional<Layout> asked) {
    Layout layout = asked.or(this::said).orElseGet(this::told);
    LayerNames names = names(layout);
    List<double[]> values = new ArrayList<>();
    for (Tensor tensor : network.parameters().tensors()) {
      values.add(values(name(names, tensor), shape(tensor, layout), layout));
    }
    double[] parameters = together(values, layout);
    for (int l = 0; l < network.depth(); l++) {
      String name = names.names().get(l) + WEIGHT;
      if (network.layer(l).isTied() && file.names().contains(name)) {
        requireTied(l, name, layout, parameters);
      }
    }
    return parameters;
  }

  /** What the file says about itself. */
  private Optional<Layout> said() {
    return file.metadataIfAny(NetworkWeights.LAYOUT).flatMap(Layout::named);
  }

  /** What its tensors' shapes tell. */
  private Layout told() {
    List<Layout> fitting = Arrays.stream(Layout.values()).filter(this::fits).toList();
    if (fitting.size() == 1) {
      return fitting.getFirst();
    }
    if (fitting.isEmpty()) {
      throw unfit();
    }
    throw new DataException(
        "%s: expected to be told the layout, carryover or torch (--layout), since every layer of %s"
                .formatted(file.path(), network)
            + " is square and fits both, found neither");
  }

  private boolean fits(Layout layout) {
    LayerNames names = names(layout);
    return network.parameters().tensors().stream()
        .allMatch(tensor -> has(name(names, tensor), shape(tensor, layout)));
  }

  private boolean has(String name, List<Integer> shape) {
    return file.names().contains(name) && file.shape(name).equals(shape);
  }

  /** Refuses a file that fits neither layout, by the first tensor that fits neither. */
  private DataException unfit() {
    LayerNames names = names(Layout.TORCH);
    int layers = linearLayers().size();
    if (layers != 0
        && layers != network.depth()
        && names.names().stream().noneMatch(this::isThere)) {
      return new DataException(
          "%s: expected the %d layers of %s, found %d: %s"
              .formatted(
                  file.path(), network.depth(), network, layers, Excerpt.names(file.names())));
    }
    for (Tensor tensor : network.parameters().tensors()) {
      List<List<Integer>> shapes =
          Arrays.stream(Layout.values()).map(layout -> shape(tensor, layout)).distinct().toList();
      if (shapes.stream().noneMatch(shape -> has(name(names, tensor), shape))) {
        return refused(
            name(names, tensor),
            shapes.stream().map(List::toString).collect(Collectors.joining(" or ")),
            "");
      }
    }
    return new DataException(
        "%s: expected every tensor in one layout, found some as Carryover and some as torch.nn.Linear"
                .formatted(file.path())
            + " lays them out");
  }

  private boolean isThere(String layer) {
    return file.names().contains(layer + WEIGHT);
  }

  private DataException refused(String name, String shapes, String hint) {
    boolean isThere = file.names().contains(name);
    return new DataException(
        "%s: expected tensor %s of shape %s, found %s%s"
            .formatted(
                file.path(),
                Excerpt.text(name),
                shapes,
                isThere ? file.shape(name) : Excerpt.names(file.names()),
                hint));
  }

  /** Names the other layout if the file fits in that. */
  private String hint(Layout layout) {
    Layout other = layout == Layout.CARRYOVER ? Layout.TORCH : Layout.CARRYOVER;
    String writer = other == Layout.TORCH ? "torch.nn.Linear" : "Carryover";
    return fits(other)
        ? "; it is laid out as by %s: layout %s (--layout) reads it".formatted(writer, other)
        : "";
  }

  private double[] values(String name, List<Integer> shape, Layout layout) {
    if (!has(name, shape)) {
      throw refused(name, shape.toString(), hint(layout));
    }
    double[] values = file.values(name);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new DataException(
            "%s: expected finite numbers in tensor %s, found %s at place %d of %d"
                .formatted(file.path(), Excerpt.text(name), values[i], i, values.length));
      }
    }
    return values;
  }

  /** Tensors {@code [R]...} as {@code [R][P]}. */
  private double[] together(List<double[]> values, Layout layout) {
    int size = network.parameters().size();
    int replicas = stacked.orElse(1);
    if ((long) replicas * size > Integer.MAX_VALUE) {
      throw new DataException(
          "%s: expected below 2^31 numbers, found %d networks of %d"
              .formatted(file.path(), replicas, size));
    }
    double[] parameters = new double[replicas * size];
    List<Tensor> tensors = network.parameters().tensors();
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      for (int r = 0; r < replicas; r++) {
        double[] one = slice(values.get(t), r, tensor.size());
        if (tensor.role() == Role.WEIGHT) {
          one = layout.toCarryover(one, tensor.rows(), tensor.columns());
        }
        System.arraycopy(one, 0, parameters, r * size + tensor.offset(), tensor.size());
      }
    }
    return parameters;
  }

  private static double[] slice(double[] values, int r, int size) {
    return Arrays.copyOfRange(values, r * size, (r + 1) * size);
  }

  /** A decoder that went its own way is not dropped without a word. */
  private void requireTied(int l, String name, Layout layout, double[] parameters) {
    DenseSpec layer = network.layer(l);
    double[] found =
        values(name, withReplicas(layout.shape(layer.inputs(), layer.outputs())), layout);
    Tensor owner = network.parameters().weight(network.weightOwner(l));
    for (int r = 0; r < stacked.orElse(1); r++) {
      double[] decoder = slice(found, r, owner.size());
      int from = r * network.parameters().size() + owner.offset();
      double[] encoder = Arrays.copyOfRange(parameters, from, from + owner.size());
      // The decoder's [O][I] and the encoder's [I][O] are the same numbers in the same order.
      double[] transposed =
          Layout.TORCH.fromCarryover(
              layout.toCarryover(decoder, layer.inputs(), layer.outputs()),
              layer.inputs(),
              layer.outputs());
      if (!Arrays.equals(transposed, encoder)) {
        throw new DataException(
            "%s: expected tensor %s to be the weights of layer %d transposed, as the network is tied,"
                    .formatted(file.path(), Excerpt.text(name), network.weightOwner(l))
                + " found others");
      }
    }
  }

  /** Ours, if the file has them all, also in PyTorch's layout; else PyTorch's. */
  private LayerNames names(Layout layout) {
    LayerNames ours = ours(network, head);
    boolean areThere =
        network.parameters().tensors().stream()
            .allMatch(tensor -> file.names().contains(name(ours, tensor)));
    return layout == Layout.CARRYOVER || areThere
        ? ours
        : LayerNames.ofTorch(linearLayers(), network.depth(), head).orElse(ours);
  }

  private Set<String> linearLayers() {
    return file.names().stream()
        .filter(name -> name.endsWith(WEIGHT) && file.rank(name) == (stacked.isEmpty() ? 2 : 3))
        .map(name -> name.substring(0, name.length() - WEIGHT.length()))
        .collect(Collectors.toSet());
  }

  private List<Integer> shape(Tensor tensor, Layout layout) {
    return withReplicas(
        tensor.role() == Role.WEIGHT
            ? layout.shape(tensor.rows(), tensor.columns())
            : List.of(tensor.columns()));
  }

  private List<Integer> withReplicas(List<Integer> shape) {
    return stacked.isEmpty()
        ? shape
        : Stream.concat(Stream.of(stacked.getAsInt()), shape.stream()).toList();
  }
}
