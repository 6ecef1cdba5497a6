package dev.carryover.network;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A chain of dense layers, each one's outputs the next one's inputs. A decoder layer may be tied to
 * its encoder layer: both use one tensor of weights, the encoder as it is and the decoder
 * transposed, and its gradient is the sum of both uses (Vincent et al. 2010).
 *
 * @param layers first to last, at least one; softmax only as the last one's activation
 */
public record NetworkSpec(List<DenseSpec> layers) {

  /**
   * @throws IllegalArgumentException if there is no layer, two neighbours do not fit, softmax
   *     stands before the last layer, or a layer is tied to one that is not earlier, is tied
   *     itself, has another layer tied to it, or does not have its sizes transposed
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
    for (int l = 0; l < layers.size(); l++) {
      requireEncoder(layers, l);
    }
  }

  private static void requireEncoder(List<DenseSpec> layers, int l) {
    DenseSpec decoder = layers.get(l);
    if (!decoder.isTied()) {
      return;
    }
    int e = decoder.encoder().getAsInt();
    if (e < 0 || e >= l || layers.get(e).isTied()) {
      throw new IllegalArgumentException(
          "layer %d must be tied to an earlier layer with weights of its own, found layer %d"
              .formatted(l, e));
    }
    DenseSpec encoder = layers.get(e);
    if (encoder.inputs() != decoder.outputs() || encoder.outputs() != decoder.inputs()) {
      throw new IllegalArgumentException(
          "layer %d of %d by %d cannot be tied to layer %d of %d by %d"
              .formatted(
                  l, decoder.inputs(), decoder.outputs(), e, encoder.inputs(), encoder.outputs()));
    }
    if (layers.stream().limit(l).anyMatch(other -> other.encoder().equals(decoder.encoder()))) {
      throw new IllegalArgumentException("two layers are tied to layer " + e);
    }
  }

  /** A network of the given layers, first to last. */
  public static NetworkSpec of(DenseSpec... layers) {
    return new NetworkSpec(List.of(layers));
  }

  /** A network that is built layer by layer, each with the outputs of the one before as inputs. */
  public static Builder builder(int inputs) {
    return new Builder(inputs);
  }

  /** Adds one layer after another; see {@link NetworkSpec#builder}. */
  public static final class Builder {
    private final List<DenseSpec> layers = new ArrayList<>();
    private int inputs;

    private Builder(int inputs) {
      this.inputs = inputs;
    }

    /**
     * Adds a dense layer.
     *
     * @param outputs O, its number of units
     * @throws IllegalArgumentException if its inputs or outputs are fewer than 1
     */
    public Builder dense(int outputs, Activation activation) {
      layers.add(new DenseSpec(inputs, outputs, activation));
      inputs = outputs;
      return this;
    }

    /**
     * The network of the layers so far.
     *
     * @throws IllegalArgumentException if they make none, as {@link NetworkSpec} says
     */
    public NetworkSpec build() {
      return new NetworkSpec(layers);
    }
  }

  /**
   * This autoencoder with every layer of its second half tied to that of its first half which it
   * mirrors.
   *
   * @throws IllegalArgumentException if the number of layers is odd, or the halves' sizes do not
   *     mirror each other
   */
  public NetworkSpec withTiedDecoder() {
    if (depth() % 2 != 0) {
      throw new IllegalArgumentException(
          "an autoencoder with a tied decoder has an even number of layers, found " + depth());
    }
    return new NetworkSpec(
        IntStream.range(0, depth())
            .mapToObj(l -> l < depth() / 2 ? layer(l) : layer(l).tiedTo(depth() - 1 - l))
            .toList());
  }

  /** The number of layers. */
  public int depth() {
    return layers.size();
  }

  /** The layer at an index, 0 the first. */
  public DenseSpec layer(int index) {
    return layers.get(index);
  }

  /** The layer that owns a layer's weights: its encoder where it is tied, otherwise itself. */
  public int weightOwner(int layer) {
    return layer(layer).encoder().orElse(layer);
  }

  /** The layer that is tied to a layer; empty if none is. */
  public OptionalInt decoderOf(int layer) {
    return IntStream.range(layer + 1, depth()).filter(l -> weightOwner(l) == layer).findFirst();
  }

  /** Whether some layer is tied. */
  public boolean hasTiedLayers() {
    return layers.stream().anyMatch(DenseSpec::isTied);
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

  /** The sizes joined by dashes, for example {@code 784-200-10}, and whether layers are tied. */
  @Override
  public String toString() {
    return inputs()
        + layers.stream().map(layer -> "-" + layer.outputs()).collect(Collectors.joining())
        + (hasTiedLayers() ? " tied" : "");
  }
}
