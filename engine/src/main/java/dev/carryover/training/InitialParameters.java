package dev.carryover.training;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.random.RandomGenerator;

/** Parameters before training. */
public final class InitialParameters {
  private InitialParameters() {}

  /**
   * Weights from N(0, σ²), biases zero, {@code [R][P]}. Layer l of replica r draws from the
   * generator of purpose {@code initial.l}: networks that share a layer's index and shape start it
   * from the same draws.
   *
   * @param sigma σ, the standard deviation
   * @param seeds where the draws come from
   */
  public static double[] normal(
      NetworkSpec network, double sigma, int replicas, SeedSequence seeds) {
    ParameterLayout layout = network.parameters();
    double[] parameters = new double[Math.multiplyExact(replicas, layout.size())];
    for (int r = 0; r < replicas; r++) {
      for (int l = 0; l < network.depth(); l++) {
        RandomGenerator random = seeds.generator("initial." + l, r);
        Tensor weight = layout.weight(l);
        int start = r * layout.size() + weight.offset();
        for (int i = 0; i < weight.size(); i++) {
          parameters[start + i] = sigma * random.nextGaussian();
        }
      }
    }
    return parameters;
  }
}
