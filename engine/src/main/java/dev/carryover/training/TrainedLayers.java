package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;

/** The leading layers of trained replicas, from whose values another network's are drawn. */
final class TrainedLayers {
  private final NetworkSpec network;
  private final double[] parameters;
  private final int layers;

  /**
   * Takes ownership of the array: the caller must not change it afterwards.
   *
   * @param network whose parameters they are
   * @param parameters {@code [R][P]}
   * @param layers how many leading layers there are to draw from, from 1 to as many as it has
   * @throws IllegalArgumentException if the array does not hold whole networks, or {@code layers}
   *     is out of range
   */
  TrainedLayers(NetworkSpec network, double[] parameters, int layers) {
    int size = network.parameters().size();
    if (parameters.length == 0 || parameters.length % size != 0) {
      throw new IllegalArgumentException(
          "replicas of %s have %d parameters each, found %d in all"
              .formatted(network, size, parameters.length));
    }
    if (layers < 1 || layers > network.depth()) {
      throw new IllegalArgumentException(
          "%s has %d layers to draw from, found %d asked for"
              .formatted(network, network.depth(), layers));
    }
    this.network = network;
    this.parameters = parameters;
    this.layers = layers;
  }

  /** Whether another network's tensor is of one of these layers. */
  boolean include(Tensor tensor) {
    return tensor.layer() < layers;
  }

  /**
   * One replica's values of the same layer and role, copied; of a tied layer its encoder's weights.
   *
   * @throws IllegalArgumentException if there are fewer replicas
   */
  double[] values(Tensor tensor, int replica) {
    ParameterLayout layout = network.parameters();
    if ((replica + 1) * (long) layout.size() > parameters.length) {
      throw new IllegalArgumentException(
          "replica %d has none to draw from: there are %d"
              .formatted(replica, parameters.length / layout.size()));
    }
    Tensor from =
        tensor.role() == Role.WEIGHT
            ? layout.weight(network.weightOwner(tensor.layer()))
            : layout.bias(tensor.layer());
    int first = replica * layout.size() + from.offset();
    return Arrays.copyOfRange(parameters, first, first + from.size());
  }
}
