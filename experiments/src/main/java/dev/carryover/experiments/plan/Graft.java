package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

/**
 * A question about trained networks: what one stage's network is worth with leading layers of
 * another's.
 *
 * @param key its name in files
 * @param into the stage whose network is measured
 * @param from the stage whose layers are put into it
 * @param layers how many leading layers
 * @param biases whether with their biases
 */
public record Graft(String key, String into, String from, int layers, boolean biases) {

  /**
   * @throws InvalidPlanException if the key cannot name a file or there is no layer to graft
   */
  public Graft {
    require(
        Stage.KEY.matcher(key).matches(), "key", "letters, digits, dashes and underscores", key);
    require(layers >= 1, "layers", "at least 1 layer", layers);
  }
}
