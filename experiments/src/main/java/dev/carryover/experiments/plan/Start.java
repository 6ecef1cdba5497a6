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
 * @param carry what of them is carried over
 * @param initializer draws what is not carried over
 */
public record Start(
    Optional<String> from,
    int layers,
    boolean biases,
    Carry carry,
    Initializer.ByLayerSize initializer) {

  /** What is carried over of an earlier stage's layers. */
  public enum Carry {
    /** The parameters as they are. */
    PARAMETERS,
    /**
     * How they are distributed: each weight is one of that layer's weights, drawn with replacement,
     * and each bias one of its biases ({@link dev.carryover.training.Marginals}).
     */
    MARGINALS
  }

  /**
   * @throws InvalidPlanException if there is no layer to carry over
   */
  public Start {
    require(layers >= 1, "layers", "at least 1 layer to carry over", layers);
  }
}
