package dev.carryover.training;

import dev.carryover.network.ParameterLayout.Tensor;
import java.util.random.RandomGenerator;

/**
 * How a layer's weights are drawn before training; biases start at 0. I and O are the layer's
 * numbers of inputs and outputs.
 */
public sealed interface Initializer {

  /**
   * Draws one weight.
   *
   * @param weight the layer's weights, {@code [I][O]}
   * @param random where the draw comes from; each kind takes the same number of draws a weight
   */
  double draw(Tensor weight, RandomGenerator random);

  /**
   * N(0, σ²), whatever the layer's size.
   *
   * @param sigma σ, at least 0
   */
  record Normal(double sigma) implements Initializer {
    /**
     * @throws IllegalArgumentException if σ is not a finite number of at least 0
     */
    public Normal {
      if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "sigma: expected a finite number of at least 0, found " + sigma);
      }
    }

    @Override
    public double draw(Tensor weight, RandomGenerator random) {
      return sigma * random.nextGaussian();
    }
  }

  /** U(−1/√I, 1/√I); source: LeCun et al., <i>Efficient BackProp</i>, 1998, as Erhan 2010 uses it. */
  record UniformFanIn() implements Initializer {
    @Override
    public double draw(Tensor weight, RandomGenerator random) {
      return uniform(1 / Math.sqrt(weight.rows()), random);
    }
  }

  /** U(−a, a) with a = √(6 / (I + O)); source: Glorot and Bengio 2010, equation 16. */
  record Glorot() implements Initializer {
    @Override
    public double draw(Tensor weight, RandomGenerator random) {
      return uniform(Math.sqrt(6.0 / (weight.rows() + weight.columns())), random);
    }
  }

  /** N(0, 2/I), made for ReLU; source: He et al. 2015, equation 10. */
  record He() implements Initializer {
    @Override
    public double draw(Tensor weight, RandomGenerator random) {
      return Math.sqrt(2.0 / weight.rows()) * random.nextGaussian();
    }
  }

  private static double uniform(double bound, RandomGenerator random) {
    return bound * (2 * random.nextDouble() - 1);
  }
}
