package dev.carryover.program;

import dev.carryover.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything a backend must know before it sees the first example: R replicas of one network, their
 * loss, optimizer, learning rates and batch size.
 *
 * <p>An epoch's last batch may be smaller; its gradient is the mean over its own examples.
 *
 * @param network the network that every replica has
 * @param loss what training makes small
 * @param optimizer how gradients change parameters
 * @param learningRates η of each replica; their number is R, at least 1
 * @param batchSize B, examples a step, at least 1
 * @param frozenLayers the layers whose parameters, and optimizer slots, stay as they were loaded;
 *     at least one layer is left to train
 */
public record TrainingProgram(
    NetworkSpec network,
    Loss loss,
    Optimizer optimizer,
    List<Double> learningRates,
    int batchSize,
    Set<Integer> frozenLayers) {

  /**
   * @throws IllegalArgumentException if the loss does not fit the last layer, there is no replica,
   *     a learning rate is not a finite number of at least 0, the batch size is less than 1, a
   *     frozen layer does not exist, none is left to train, or R replicas have more than 2³¹ − 1
   *     parameters
   */
  public TrainingProgram {
    Objects.requireNonNull(optimizer, "optimizer");
    learningRates = List.copyOf(learningRates);
    frozenLayers = Set.copyOf(frozenLayers);
    if (!loss.accepts(network.last().activation())) {
      throw new IllegalArgumentException(
          loss + " does not go with a last layer of " + network.last().activation());
    }
    if (learningRates.isEmpty()) {
      throw new IllegalArgumentException("a program needs at least one replica");
    }
    for (double rate : learningRates) {
      if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a learning rate must be a finite number of at least 0, found " + rate);
      }
    }
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1, found " + batchSize);
    }
    for (int layer : frozenLayers) {
      if (layer < 0 || layer >= network.depth()) {
        throw new IllegalArgumentException(
            "cannot freeze layer " + layer + " of a network of " + network.depth());
      }
    }
    if (frozenLayers.size() == network.depth()) {
      throw new IllegalArgumentException("every layer is frozen: nothing is left to train");
    }
    if ((long) learningRates.size() * network.parameters().size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d replicas of %s have more than 2^31 - 1 parameters"
              .formatted(learningRates.size(), network));
    }
  }

  /** A program of R replicas that share one learning rate, with no layer frozen. */
  public static TrainingProgram of(
      NetworkSpec network,
      Loss loss,
      Optimizer optimizer,
      double learningRate,
      int batchSize,
      int replicas) {
    return new TrainingProgram(
        network, loss, optimizer, Collections.nCopies(replicas, learningRate), batchSize, Set.of());
  }

  /** This program with the given layers frozen, and no others. */
  public TrainingProgram withFrozen(Set<Integer> layers) {
    return new TrainingProgram(network, loss, optimizer, learningRates, batchSize, layers);
  }

  /** R, the number of replicas. */
  public int replicas() {
    return learningRates.size();
  }

  /** Whether a layer's parameters change. */
  public boolean trains(int layer) {
    return !frozenLayers.contains(layer);
  }

  /**
   * The lowest layer that changes: the backward pass ends there, and the activations that enter it
   * depend on nothing that training changes.
   */
  public int firstTrainedLayer() {
    int layer = 0;
    while (frozenLayers.contains(layer)) {
      layer++;
    }
    return layer;
  }

  /** How many steps an epoch over n examples takes: ⌈n / B⌉. */
  public int stepsPerEpoch(int examples) {
    return Math.ceilDiv(examples, batchSize);
  }
}
