package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
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
  private final TrainedLayers trained;
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
    this.trained = new TrainedLayers(source, parameters, layers);
    this.rest = rest;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the source has fewer replicas
   */
  @Override
  public double[] draw(NetworkSpec network, Tensor tensor, int replica, SeedSequence seeds) {
    if (!trained.include(tensor)) {
      return rest.draw(network, tensor, replica, seeds);
    }
    double[] from = trained.values(tensor, replica);
    String purpose = "initial." + tensor.layer() + (tensor.role() == Role.WEIGHT ? "" : ".bias");
    RandomGenerator random = seeds.generator(purpose, replica);
    double[] values = new double[tensor.size()];
    Arrays.setAll(values, i -> from[random.nextInt(from.length)]);
    return values;
  }
}
