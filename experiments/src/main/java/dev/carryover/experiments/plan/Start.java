package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.network.Activation;
import dev.carryover.training.Initializer;
import java.util.List;
import java.util.Optional;

/**
 * Where a stage's parameters come from: all fresh, or the leading layers from an earlier stage and
 * the rest fresh. Replica r starts from replica r.
 *
 * @param from the key of an earlier stage; absent: nothing is carried over
 * @param layers how many leading layers are carried over
 * @param biases whether their biases are carried over as well, or start at 0
 * @param carry what of them is carried over
 * @param initializer makes what is not carried over
 */
public record Start(
    Optional<String> from,
    int layers,
    boolean biases,
    Carry carry,
    Initializer.Choice initializer) {

  /** What is carried over of an earlier stage's layers. */
  public enum Carry {
    /** The parameters as they are. */
    PARAMETERS,
    /**
     * How they are distributed: each weight is one of that layer's weights, drawn with replacement,
     * and each bias one of its biases ({@link dev.carryover.training.Marginals}).
     */
    MARGINALS,
    /**
     * The parameters, but each unit's incoming weights in a random order ({@link
     * dev.carryover.training.ShuffledWeights}).
     */
    SHUFFLED
  }

  /**
   * @throws InvalidPlanException if there is no layer to carry over
   */
  public Start {
    require(layers >= 1, "layers", "at least 1 layer to carry over", layers);
  }

  /**
   * Refuses principal components where they do not make the whole network, the same for every
   * replica.
   */
  void requireFits(
      Objective objective, Architecture architecture, Activation output, Selection train) {
    if (!(initializer instanceof Initializer.PrincipalComponents)) {
      return;
    }
    require(
        objective == Objective.RECONSTRUCT,
        "start.initializer",
        "principalComponents only with objective: reconstruct (others start from such a stage)",
        objective);
    require(
        architecture.depth() == 1,
        "architecture.hidden",
        "one layer, a unit for each principal component",
        architecture.hidden());
    for (Activation activation : List.of(architecture.activation(), output)) {
      require(
          activation == Activation.IDENTITY,
          "architecture",
          "activation: identity and output: identity, as principalComponents needs",
          activation);
    }
    require(
        from.isEmpty(), "start.from", "no other stage beside principalComponents", from.orElse(""));
    require(
        train.perClass().isEmpty(),
        "train.perClass",
        "no draw for each replica, as all have the same principalComponents",
        train.perClass().orElse(0));
  }
}
