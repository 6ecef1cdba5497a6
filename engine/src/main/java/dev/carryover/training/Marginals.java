package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Leading layers as random as another network's are, value by value: every weight is one of that
 * network's weights of the same layer and replica, drawn with replacement, and every bias one of
 * its biases. The start then has the other's marginal distributions, but nothing of what its
 * parameters say together: the histogram of Erhan et al. 2010, <i>Why does unsupervised
 * pre-training help deep learning?</i>, with a bin for each value.
 *
 * <p>Biases come from the generator of purpose {@code initial.l.bias}.
 */
public final class Marginals implements Initializer {
  private final NetworkSpec source;
  private final double[] parameters;
  private final int layers;
  private final Initializer rest;

  /**
   * Takes ownership of the array: the caller must not change it afterwards.
   *
   * @param source the network whose parameters they are
   * @param parameters {@code [R][P]}
   * @param layers how many leading layers are drawn from it, from 1 to as many as it has
   * @param rest how the layers after them are drawn
   * @throws IllegalArgumentException if the array does not hold whole networks, or {@code layers}
   *     is out of range
   */
  public Marginals(NetworkSpec source, double[] parameters, int layers, Initializer rest) {
    int size = source.parameters().size();
    if (parameters.length == 0 || parameters.length % size != 0) {
      throw new IllegalArgumentException(
          "replicas of %s have %d parameters each, found %d in all"
              .formatted(source, size, parameters.length));
    }
    if (layers < 1 || layers > source.depth()) {
      throw new IllegalArgumentException(
          "%s has %d layers to draw from, found %d asked for"
              .formatted(source, source.depth(), layers));
    }
    this.source = source;
    this.parameters = parameters;
    this.layers = layers;
    this.rest = rest;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the source has fewer replicas
   */
  @Override
  public double[] draw(NetworkSpec network, Tensor tensor, int replica, SeedSequence seeds) {
    if (tensor.layer() >= layers) {
      return rest.draw(network, tensor, replica, seeds);
    }
    ParameterLayout layout = source.parameters();
    if ((replica + 1) * (long) layout.size() > parameters.length) {
      throw new IllegalArgumentException(
          "replica %d has none to draw from: there are %d"
              .formatted(replica, parameters.length / layout.size()));
    }
    boolean weight = tensor.role() == Role.WEIGHT;
    Tensor from =
        weight ? layout.weight(source.weightOwner(tensor.layer())) : layout.bias(tensor.layer());
    String purpose = "initial." + tensor.layer() + (weight ? "" : ".bias");
    RandomGenerator random = seeds.generator(purpose, replica);
    int first = replica * layout.size() + from.offset();
    double[] values = new double[tensor.size()];
    Arrays.setAll(values, i -> parameters[first + random.nextInt(from.size())]);
    return values;
  }
}
