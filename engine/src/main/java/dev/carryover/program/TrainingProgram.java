package dev.carryover.program;

import dev.carryover.network.NetworkSpec;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Everything a backend must know before it sees the first example: R replicas of one network, their
 * loss, optimizer and batch size, and for each replica its learning rate, weight decay and
 * corruption, so that a search over these is a matter of replicas.
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
 * @param weightDecays λ of each replica; {@link Optimizer} says what it does
 * @param corruptions what is done in each replica to what enters {@link #firstTrainedLayer}
 */
public record TrainingProgram(
    NetworkSpec network,
    Loss loss,
    Optimizer optimizer,
    List<Double> learningRates,
    int batchSize,
    Set<Integer> frozenLayers,
    List<Double> weightDecays,
    List<Corruption> corruptions) {

  /**
   * @throws IllegalArgumentException if the loss does not fit the last layer, there is no replica,
   *     a learning rate or weight decay is negative, not finite or beyond the range of 32-bit
   *     floats, there are not R weight decays or corruptions, the batch size is less than 1, a
   *     frozen layer does not exist, none is left to train, one of two tied layers is frozen and
   *     the other is not, or R replicas have more than 2³¹ − 1 parameters
   */
  public TrainingProgram {
    Objects.requireNonNull(optimizer, "optimizer");
    learningRates = List.copyOf(learningRates);
    frozenLayers = Set.copyOf(frozenLayers);
    weightDecays = List.copyOf(weightDecays);
    corruptions = List.copyOf(corruptions);
    if (!loss.accepts(network.last().activation())) {
      throw new IllegalArgumentException(
          loss + " does not go with a last layer of " + network.last().activation());
    }
    if (learningRates.isEmpty()) {
      throw new IllegalArgumentException("a program needs at least one replica");
    }
    learningRates.forEach(rate -> requireAmount("a learning rate", rate));
    requireOneEach("weight decays", weightDecays, learningRates.size());
    weightDecays.forEach(decay -> requireAmount("a weight decay", decay));
    requireOneEach("corruptions", corruptions, learningRates.size());
    if (batchSize < 1) {
      throw new IllegalArgumentException("the batch size must be at least 1, found " + batchSize);
    }
    requireFreezable(network, frozenLayers);
    if ((long) learningRates.size() * network.parameters().size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d replicas of %s have more than 2^31 - 1 parameters"
              .formatted(learningRates.size(), network));
    }
  }

  /** A program without weight decay and corruption. */
  public TrainingProgram(
      NetworkSpec network,
      Loss loss,
      Optimizer optimizer,
      List<Double> learningRates,
      int batchSize,
      Set<Integer> frozenLayers) {
    this(
        network,
        loss,
        optimizer,
        learningRates,
        batchSize,
        frozenLayers,
        Collections.nCopies(learningRates.size(), 0.0),
        Collections.nCopies(learningRates.size(), Corruption.NONE));
  }

  private static void requireAmount(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          what + " must be a finite number of at least 0, found " + value);
    }
    Float32.require(what, value);
  }

  private static void requireOneEach(String what, List<?> values, int replicas) {
    if (values.size() != replicas) {
      throw new IllegalArgumentException(
          "%d replicas need as many %s, found %d".formatted(replicas, what, values.size()));
    }
  }

  private static void requireFreezable(NetworkSpec network, Set<Integer> frozen) {
    for (int layer : frozen) {
      if (layer < 0 || layer >= network.depth()) {
        throw new IllegalArgumentException(
            "cannot freeze layer " + layer + " of a network of " + network.depth());
      }
    }
    if (frozen.size() == network.depth()) {
      throw new IllegalArgumentException("every layer is frozen: nothing is left to train");
    }
    for (int l = 0; l < network.depth(); l++) {
      int owner = network.weightOwner(l);
      if (frozen.contains(l) != frozen.contains(owner)) {
        throw new IllegalArgumentException(
            "layers %d and %d are tied: freeze both or neither".formatted(owner, l));
      }
    }
  }

  /** A program that is put together from named parts, most of which have a default. */
  public static TrainingProgramBuilder builder(NetworkSpec network, Loss loss) {
    return new TrainingProgramBuilder(network, loss);
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
    return with(learningRates, layers, weightDecays, corruptions);
  }

  /** This program with a learning rate for each replica. */
  public TrainingProgram withLearningRates(List<Double> rates) {
    return with(rates, frozenLayers, weightDecays, corruptions);
  }

  /** This program with a weight decay for each replica. */
  public TrainingProgram withWeightDecays(List<Double> decays) {
    return with(learningRates, frozenLayers, decays, corruptions);
  }

  /** This program with one weight decay for all replicas. */
  public TrainingProgram withWeightDecay(double decay) {
    return withWeightDecays(Collections.nCopies(replicas(), decay));
  }

  /** This program with a corruption for each replica. */
  public TrainingProgram withCorruptions(List<Corruption> each) {
    return with(learningRates, frozenLayers, weightDecays, each);
  }

  /** The program of one replica alone. */
  public TrainingProgram replica(int r) {
    return with(
        List.of(learningRates.get(r)),
        frozenLayers,
        List.of(weightDecays.get(r)),
        List.of(corruptions.get(r)));
  }

  /**
   * What all replicas have in common: one replica with rate and decay 0 and no corruption. Programs
   * that have the same in common can be trained {@link #together}.
   */
  public TrainingProgram common() {
    return with(List.of(0.0), frozenLayers, List.of(0.0), List.of(Corruption.NONE));
  }

  /**
   * One program of the replicas of several, in their order.
   *
   * @throws IllegalArgumentException if there is none, they differ in more than rate, decay and
   *     corruption, or they have more than 2³¹ − 1 parameters together
   */
  public static TrainingProgram together(List<TrainingProgram> programs) {
    if (programs.stream().map(TrainingProgram::common).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "programs trained together must differ in rate, decay and corruption alone, found "
              + programs);
    }
    return programs
        .getFirst()
        .with(
            programs.stream().flatMap(program -> program.learningRates.stream()).toList(),
            programs.getFirst().frozenLayers,
            programs.stream().flatMap(program -> program.weightDecays.stream()).toList(),
            programs.stream().flatMap(program -> program.corruptions.stream()).toList());
  }

  private TrainingProgram with(
      List<Double> rates, Set<Integer> frozen, List<Double> decays, List<Corruption> each) {
    return new TrainingProgram(network, loss, optimizer, rates, batchSize, frozen, decays, each);
  }

  /** R, the number of replicas. */
  public int replicas() {
    return learningRates.size();
  }

  /** Whether what enters the first layer that trains is corrupted in any replica. */
  public boolean corrupts() {
    return !corruptions.stream().allMatch(Corruption::isNone);
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
