package dev.carryover.training;

import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.stream.IntStream;

/**
 * Leading layers with the parameters of another, trained network: transfer. Replica r gets those of
 * replica r.
 */
public final class CarriedLayers implements Initializer {
  private final NetworkSpec source;
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
  public CarriedLayers(NetworkSpec source, double[] parameters, int layers, Initializer rest) {
    this.source = source;
    this.trained = new TrainedLayers(source, parameters, layers);
    this.rest = rest;
    if (IntStream.range(0, layers).anyMatch(l -> source.layer(l).isTied())) {
      throw new IllegalArgumentException(
          "only layers with weights of their own are carried over, found %d of %s"
              .formatted(layers, source));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the source has fewer replicas, or its layer other sizes
   */
  @Override
  public double[] draw(NetworkSpec network, Tensor tensor, int replica, SeedSequence seeds) {
    if (!trained.include(tensor)) {
      return rest.draw(network, tensor, replica, seeds);
    }
    DenseSpec from = source.layer(tensor.layer());
    DenseSpec into = network.layer(tensor.layer());
    if (from.inputs() != into.inputs() || from.outputs() != into.outputs()) {
      throw new IllegalArgumentException(
          "layer %d of %s cannot be carried over into %s"
              .formatted(tensor.layer(), source, network));
    }
    return trained.values(tensor, replica);
  }
}
