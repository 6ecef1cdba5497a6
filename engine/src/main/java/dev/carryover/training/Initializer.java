package dev.carryover.training;

import dev.carryover.data.Examples;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * How parameters are drawn before training. I and O are a layer's inputs and outputs; biases are 0
 * unless something else is said.
 *
 * <p>The weights of layer l of replica r come from the generator of purpose {@code initial.l}:
 * networks that share a layer's index and shape start it from the same draws.
 */
public sealed interface Initializer
    permits Initializer.ByLayerSize, CarriedLayers, Marginals, ShuffledWeights, PrincipalAxes {

  /**
   * Fresh parameters, {@code [R][P]}.
   *
   * @param seeds where the draws come from
   */
  default double[] draw(NetworkSpec network, int replicas, SeedSequence seeds) {
    ParameterLayout layout = network.parameters();
    double[] parameters = new double[Math.multiplyExact(replicas, layout.size())];
    for (int r = 0; r < replicas; r++) {
      for (ParameterLayout.Tensor tensor : layout.tensors()) {
        double[] values = draw(network, tensor, r, seeds);
        System.arraycopy(values, 0, parameters, r * layout.size() + tensor.offset(), values.length);
      }
    }
    return parameters;
  }

  /** One tensor of one replica, {@code [rows][columns]}. */
  double[] draw(
      NetworkSpec network, ParameterLayout.Tensor tensor, int replica, SeedSequence seeds);

  /** An initializer as an experiment asks for it, which may depend on what is trained on. */
  sealed interface Choice permits ByLayerSize, PrincipalComponents {

    /**
     * The initializer.
     *
     * @param examples what the network trains on
     */
    Initializer over(Examples examples);
  }

  /** The {@link PrincipalAxes} of what the network trains on. */
  record PrincipalComponents() implements Choice {
    @Override
    public Initializer over(Examples examples) {
      return PrincipalAxes.of(examples);
    }
  }

  /** An initializer that draws every weight from one distribution that the layer's sizes decide. */
  sealed interface ByLayerSize extends Initializer, Choice
      permits Normal, FanInUniform, GlorotUniform, HeNormal {

    /** One weight after another. */
    DoubleSupplier weights(DenseSpec layer, RandomGenerator random);

    @Override
    default Initializer over(Examples examples) {
      return this;
    }

    @Override
    default double[] draw(
        NetworkSpec network, ParameterLayout.Tensor tensor, int replica, SeedSequence seeds) {
      double[] values = new double[tensor.size()];
      if (tensor.role() == ParameterLayout.Role.WEIGHT) {
        RandomGenerator random = seeds.generator("initial." + tensor.layer(), replica);
        DoubleSupplier weights = weights(network.layer(tensor.layer()), random);
        Arrays.setAll(values, i -> weights.getAsDouble());
      }
      return values;
    }
  }

  /**
   * Weights from N(0, σ²).
   *
   * @param sigma σ, the standard deviation, finite and at least 0
   */
  record Normal(double sigma) implements ByLayerSize {
    /**
     * @throws IllegalArgumentException if σ is negative or not finite
     */
    public Normal {
      if (!(sigma >= 0 && sigma < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a standard deviation must be a finite number of at least 0, found " + sigma);
      }
    }

    @Override
    public DoubleSupplier weights(DenseSpec layer, RandomGenerator random) {
      return () -> sigma * random.nextGaussian();
    }
  }

  /**
   * Weights from the uniform distribution between −1/√I and 1/√I (LeCun, Bottou, Orr and Müller
   * 1998, <i>Efficient backprop</i>), as Erhan et al. 2010 start what is not pretrained.
   */
  record FanInUniform() implements ByLayerSize {
    @Override
    public DoubleSupplier weights(DenseSpec layer, RandomGenerator random) {
      return uniform(1 / Math.sqrt(layer.inputs()), random);
    }
  }

  /**
   * Weights from the uniform distribution between −√(6 / (I + O)) and √(6 / (I + O)) (Glorot and
   * Bengio 2010, <i>Understanding the difficulty of training deep feedforward neural networks</i>).
   */
  record GlorotUniform() implements ByLayerSize {
    @Override
    public DoubleSupplier weights(DenseSpec layer, RandomGenerator random) {
      return uniform(Math.sqrt(6.0 / (layer.inputs() + layer.outputs())), random);
    }
  }

  /**
   * Weights from N(0, 2 / I) (He, Zhang, Ren and Sun 2015, <i>Delving deep into rectifiers</i>).
   */
  record HeNormal() implements ByLayerSize {
    @Override
    public DoubleSupplier weights(DenseSpec layer, RandomGenerator random) {
      double sigma = Math.sqrt(2.0 / layer.inputs());
      return () -> sigma * random.nextGaussian();
    }
  }

  private static DoubleSupplier uniform(double bound, RandomGenerator random) {
    return () -> bound * (2 * random.nextDouble() - 1);
  }
}
