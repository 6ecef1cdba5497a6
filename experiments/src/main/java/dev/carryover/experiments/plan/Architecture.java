package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network's layers between its inputs and its outputs. A classifier is inputs – hidden – classes;
 * an autoencoder mirrors its hidden layers: with hidden sizes 500, 50 it is inputs – 500 – 50 – 500
 * – inputs, the last of them being its code.
 *
 * @param hidden the encoder's sizes, first to last
 * @param activation of every hidden layer
 * @param output the last layer's; absent: softmax where the loss is softmax cross-entropy, else
 *     sigmoid
 */
public record Architecture(
    List<Integer> hidden, Activation activation, Optional<Activation> output) {

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
    require(
        activation != Activation.SOFTMAX,
        "activation",
        "identity, relu, sigmoid or tanh (softmax is for outputs)",
        "softmax");
  }

  /** The number of encoder layers. */
  public int depth() {
    return hidden.size();
  }

  /**
   * The network.
   *
   * @param inputs features of an example
   * @param classes of the data set
   * @param output what the last layer does where the architecture leaves it open
   */
  NetworkSpec network(Objective objective, int inputs, int classes, Activation output) {
    List<Integer> sizes = new ArrayList<>();
    sizes.add(inputs);
    sizes.addAll(hidden);
    if (objective == Objective.RECONSTRUCT) {
      sizes.addAll(hidden.subList(0, hidden.size() - 1).reversed());
      sizes.add(inputs);
    } else {
      sizes.add(classes);
    }
    List<DenseSpec> layers = new ArrayList<>();
    for (int l = 1; l < sizes.size(); l++) {
      boolean last = l == sizes.size() - 1;
      layers.add(
          new DenseSpec(
              sizes.get(l - 1), sizes.get(l), last ? this.output.orElse(output) : activation));
    }
    return new NetworkSpec(layers);
  }
}
