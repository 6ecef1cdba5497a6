package dev.carryover.network;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A chain of dense layers, each one's outputs the next one's inputs.
 *
 * @param layers first to last, at least one; softmax only as the last one's activation
 */
public record NetworkSpec(List<DenseSpec> layers) {

  /**
   * @throws IllegalArgumentException if there is no layer, two neighbours do not fit, or softmax
   *     stands before the last layer
   */
  public NetworkSpec {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    for (int l = 1; l < layers.size(); l++) {
      DenseSpec before = layers.get(l - 1);
      if (before.outputs() != layers.get(l).inputs()) {
        throw new IllegalArgumentException(
            "layer %d gives %d values, layer %d takes %d"
                .formatted(l - 1, before.outputs(), l, layers.get(l).inputs()));
      }
      if (before.activation() == Activation.SOFTMAX) {
        throw new IllegalArgumentException(
            "softmax is for the last layer, found it at layer " + (l - 1));
      }
    }
  }

  /** A network of the given layers, first to last. */
  public static NetworkSpec of(DenseSpec... layers) {
    return new NetworkSpec(List.of(layers));
  }

  /** The number of layers. */
  public int depth() {
    return layers.size();
  }

  /** The layer at an index, 0 the first. */
  public DenseSpec layer(int index) {
    return layers.get(index);
  }

  /** The last layer. */
  public DenseSpec last() {
    return layers.getLast();
  }

  /** The length of one example. */
  public int inputs() {
    return layers.getFirst().inputs();
  }

  /** The length of one prediction. */
  public int outputs() {
    return last().outputs();
  }

  /** Where this network's parameters lie. */
  public ParameterLayout parameters() {
    return ParameterLayout.of(this);
  }

  /** The sizes joined by dashes, for example {@code 784-200-10}. */
  @Override
  public String toString() {
    return inputs()
        + layers.stream().map(layer -> "-" + layer.outputs()).collect(Collectors.joining());
  }
}
