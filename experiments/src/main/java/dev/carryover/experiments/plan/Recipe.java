package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.training.Shuffle;
import java.util.Optional;

/**
 * How a network is trained.
 *
 * @param loss what training makes small; absent: squared error to reconstruct, softmax
 *     cross-entropy to classify
 * @param optimizer how gradients change parameters
 * @param rate the learning rate η
 * @param batch examples a step
 * @param epochs how often each training example is visited; 0: the network is measured as it starts
 * @param decay the weight decay λ
 * @param corruption the fraction of what enters the first layer that trains that is set to 0 at
 *     every step
 * @param shuffle whether every epoch has an order of its own
 */
public record Recipe(
    Optional<Loss> loss,
    Optimizer optimizer,
    double rate,
    int batch,
    int epochs,
    double decay,
    double corruption,
    Shuffle.Policy shuffle) {

  /**
   * @throws InvalidPlanException if a number is out of its range
   */
  public Recipe {
    require(rate >= 0 && rate < Float.MAX_VALUE, "rate", "a finite number of at least 0", rate);
    require(batch >= 1, "batch", "at least 1 example a step", batch);
    require(epochs >= 0, "epochs", "at least 0", epochs);
    require(decay >= 0 && decay < Float.MAX_VALUE, "decay", "a finite number of at least 0", decay);
    require(
        corruption >= 0 && corruption < 1,
        "corruption",
        "a fraction of at least 0 and less than 1",
        corruption);
  }

  /** The loss for an objective. */
  public Loss loss(Objective objective) {
    return loss.orElse(
        objective == Objective.CLASSIFY ? Loss.SOFTMAX_CROSS_ENTROPY : Loss.SQUARED_ERROR);
  }

  /** The same with another rate, decay and corruption. */
  Recipe with(double otherRate, double otherDecay, double otherCorruption) {
    return new Recipe(
        loss, optimizer, otherRate, batch, epochs, otherDecay, otherCorruption, shuffle);
  }

  /** The same with another number of epochs. */
  public Recipe withEpochs(int other) {
    return new Recipe(loss, optimizer, rate, batch, other, decay, corruption, shuffle);
  }
}
