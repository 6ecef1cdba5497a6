package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.random.RandomGenerator;

/** Parameters before training. */
public final class InitialParameters {
  private InitialParameters() {}

  /**
   * Fresh parameters, {@code [R][P]}: weights as the initializer draws them, biases zero. Layer l
   * of replica r draws from the generator of purpose {@code initial.l}: networks that share a
   * layer's index and shape start it from the same draws.
   *
   * @param seeds where the draws come from
   */
  public static double[] of(
      NetworkSpec network, Initializer initializer, int replicas, SeedSequence seeds) {
    ParameterLayout layout = network.parameters();
    double[] parameters = new double[Math.multiplyExact(replicas, layout.size())];
    for (int r = 0; r < replicas; r++) {
      for (int l = 0; l < network.depth(); l++) {
        RandomGenerator random = seeds.generator("initial." + l, r);
        Tensor weight = layout.weight(l);
        int start = r * layout.size() + weight.offset();
        for (int i = 0; i < weight.size(); i++) {
          parameters[start + i] = initializer.draw(weight, random);
        }
      }
    }
    return parameters;
  }

  /** Fresh parameters with weights from N(0, σ²): {@link Initializer.Normal}. */
  public static double[] normal(
      NetworkSpec network, double sigma, int replicas, SeedSequence seeds) {
    return of(network, new Initializer.Normal(sigma), replicas, seeds);
  }
}
