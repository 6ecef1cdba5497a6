package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

/**
 * Trained parameters that an earlier run left.
 *
 * @param run that run's folder
 * @param layout how its files lay out a layer
 */
public record Weights(String run, Layout layout) {

  /** Layouts of weight files. */
  public enum Layout {
    /** {@code weight [I][O]}. */
    CARRYOVER,
    /** {@code torch.nn.Linear}'s, {@code weight [O][I]}. */
    TORCH
  }

  /**
   * @throws InvalidPlanException if no folder is named
   */
  public Weights {
    require(!run.isBlank(), "run", "the folder of a run", "nothing");
  }
}
