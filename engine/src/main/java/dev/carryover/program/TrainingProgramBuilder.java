package dev.carryover.program;

import dev.carryover.network.NetworkSpec;
import java.util.Collections;
import java.util.Set;

/**
 * Puts a {@link TrainingProgram} together; see {@link TrainingProgram#builder}. What is not said
 * has these defaults: Adam with its authors' parameters, also its learning rate of 0.001 (Kingma
 * and Ba 2015, Algorithm 1); batches of 32 (Bengio 2012, <i>Practical recommendations for
 * gradient-based training of deep architectures</i>, section 3.1.1); one replica; nothing frozen,
 * decayed or corrupted. Values are checked by {@link #build}.
 */
public final class TrainingProgramBuilder {
  private final NetworkSpec network;
  private final Loss loss;
  private Optimizer optimizer = Optimizer.Adam.withDefaults();
  private double learningRate = 0.001;
  private int batchSize = 32;
  private int replicas = 1;
  private Set<Integer> frozen = Set.of();
  private double weightDecay;

  TrainingProgramBuilder(NetworkSpec network, Loss loss) {
    this.network = network;
    this.loss = loss;
  }

  /**
   * Sets how gradients change parameters.
   *
   * @param rate η of every replica; {@link TrainingProgram#withLearningRates} gives each its own
   */
  public TrainingProgramBuilder optimizer(Optimizer chosen, double rate) {
    optimizer = chosen;
    learningRate = rate;
    return this;
  }

  /** Sets B, the examples a step. */
  public TrainingProgramBuilder batchSize(int examples) {
    batchSize = examples;
    return this;
  }

  /** Sets R, how many networks are trained together, each from its own start. */
  public TrainingProgramBuilder replicas(int count) {
    replicas = count;
    return this;
  }

  /** Sets the layers that stay as they are loaded, 0 the first. */
  public TrainingProgramBuilder frozen(Integer... layers) {
    frozen = Set.of(layers);
    return this;
  }

  /** Sets λ of every replica; {@link Optimizer} says what it does. */
  public TrainingProgramBuilder weightDecay(double decay) {
    weightDecay = decay;
    return this;
  }

  /**
   * The program.
   *
   * @throws IllegalArgumentException if a part is out of its range or does not fit the others, as
   *     {@link TrainingProgram} says
   */
  public TrainingProgram build() {
    return new TrainingProgram(
            network,
            loss,
            optimizer,
            Collections.nCopies(replicas, learningRate),
            batchSize,
            frozen)
        .withWeightDecay(weightDecay);
  }
}
