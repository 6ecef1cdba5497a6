package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.training.Initializer;
import java.util.Optional;

/**
 * Where a stage's parameters come from: all fresh, or the leading layers from an earlier stage and
 * the rest fresh. Replica r starts from replica r.
 *
 * @param from the key of an earlier stage; absent: nothing is carried over
 * @param layers how many leading layers are carried over
 * @param biases whether their biases are carried over as well, or start at 0
 * @param initializer draws what is not carried over
 */
public record Start(
    Optional<String> from, int layers, boolean biases, Initializer.ByLayerSize initializer) {

  /**
   * @throws InvalidPlanException if there is no layer to carry over
   */
  public Start {
    require(layers >= 1, "layers", "at least 1 layer to carry over", layers);
  }
}
