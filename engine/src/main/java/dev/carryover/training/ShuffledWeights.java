package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Leading layers whose units have another network's incoming weights, each unit's own in a random
 * order: w′[i][o] = w[π_o(i)][o], with a permutation π_o for every unit and replica. Each unit
 * keeps how its weights are distributed, their norm and its bias, and loses which input has which:
 * what is left of a trained layer is its scale.
 *
 * <p>The permutations of layer l come from the generator of purpose {@code shuffled.l}.
 */
public final class ShuffledWeights implements Initializer {
  private final TrainedLayers trained;
  private final Initializer rest;

  /**
   * Takes ownership of the array: the caller must not change it afterwards.
   *
   * @param source the network whose parameters they are
   * @param parameters {@code [R][P]}
   * @param layers how many leading layers come from it, each with weights of its own
   * @param rest how the layers after them are drawn
   * @throws IllegalArgumentException if the array does not hold whole networks, {@code layers} is
   *     out of range, or one of them is tied
   */
  public ShuffledWeights(NetworkSpec source, double[] parameters, int layers, Initializer rest) {
    this.trained = new TrainedLayers(source, parameters, layers);
    this.rest = rest;
    if (IntStream.range(0, layers).anyMatch(l -> source.layer(l).isTied())) {
      throw new IllegalArgumentException(
          "only layers with weights of their own are shuffled, found %d of %s"
              .formatted(layers, source));
    }
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
    double[] values = trained.values(tensor, replica);
    if (tensor.role() == Role.WEIGHT) {
      RandomGenerator random = seeds.generator("shuffled." + tensor.layer(), replica);
      for (int unit = 0; unit < tensor.columns(); unit++) {
        shuffle(values, unit, tensor, random);
      }
    }
    return values;
  }

  /** One column of {@code [I][O]} in a random order, by Fisher and Yates' shuffle. */
  private static void shuffle(double[] weights, int unit, Tensor tensor, RandomGenerator random) {
    for (int i = tensor.rows() - 1; i > 0; i--) {
      int here = i * tensor.columns() + unit;
      int there = random.nextInt(i + 1) * tensor.columns() + unit;
      double weight = weights[here];
      weights[here] = weights[there];
      weights[there] = weight;
    }
  }
}
