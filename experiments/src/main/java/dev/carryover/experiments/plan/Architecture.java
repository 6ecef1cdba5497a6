package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A network's layers between its inputs and its outputs. A classifier is inputs – hidden – classes;
 * an autoencoder mirrors its hidden layers: with hidden sizes 500, 50 it is inputs – 500 – 50 – 500
 * – inputs, the last of them being its code. One that reconstructs the code of its frozen layers
 * mirrors the others only: with the first frozen it is inputs – 500 – 50 – 500.
 *
 * @param hidden the encoder's sizes, first to last
 * @param repeat how often these sizes follow one another: {@code [200]} twice is two layers of 200
 * @param activation of every hidden layer
 * @param output the last layer's; absent: softmax where the loss is softmax cross-entropy, the
 *     hidden layers' where a code is reconstructed by squared error, else sigmoid
 * @param tied whether each layer of a decoder has the weights of the encoder layer that it mirrors,
 *     transposed
 */
public record Architecture(
    List<Integer> hidden,
    int repeat,
    Activation activation,
    Optional<Activation> output,
    boolean tied) {

  /**
   * @throws InvalidPlanException if there is no hidden layer, one has no unit, or hidden layers are
   *     to be softmax
   */
  public Architecture {
    hidden = List.copyOf(hidden);
    require(!hidden.isEmpty(), "hidden", "at least one layer's size, as in [200]", "none");
    for (int units : hidden) {
      require(units >= 1, "hidden", "sizes of at least 1", units);
    }
    require(repeat >= 1, "repeat", "at least 1", repeat);
    require(
        activation != Activation.SOFTMAX,
        "activation",
        "identity, relu, sigmoid or tanh (softmax is for outputs)",
        "softmax");
  }

  /** The number of encoder layers. */
  public int depth() {
    return repeat * hidden.size();
  }

  /** The sizes of all encoder layers, first to last. */
  public List<Integer> sizes() {
    return Collections.nCopies(repeat, hidden).stream().flatMap(List::stream).toList();
  }

  /**
   * A classifier.
   *
   * @param inputs features of an example
   * @param classes of the data set
   * @param output what the last layer does
   */
  NetworkSpec classifier(int inputs, int classes, Activation output) {
    List<DenseSpec> layers = new ArrayList<>(encoder(inputs));
    layers.add(new DenseSpec(hidden.getLast(), classes, output));
    return new NetworkSpec(layers);
  }

  /**
   * An autoencoder.
   *
   * @param inputs features of an example
   * @param to the layer whose inputs its outputs are: 0 for the examples
   * @param output what the last layer does
   */
  NetworkSpec autoencoder(int inputs, int to, Activation output) {
    List<DenseSpec> layers = new ArrayList<>(encoder(inputs));
    for (int l = depth() - 1; l >= to; l--) {
      DenseSpec mirrored = layers.get(l);
      DenseSpec layer =
          new DenseSpec(mirrored.outputs(), mirrored.inputs(), l == to ? output : activation);
      layers.add(tied ? layer.tiedTo(l) : layer);
    }
    return new NetworkSpec(layers);
  }

  private List<DenseSpec> encoder(int inputs) {
    List<DenseSpec> layers = new ArrayList<>();
    for (int units : sizes()) {
      int entering = layers.isEmpty() ? inputs : layers.getLast().outputs();
      layers.add(new DenseSpec(entering, units, activation));
    }
    return layers;
  }
}
