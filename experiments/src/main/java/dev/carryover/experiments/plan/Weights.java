package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.Optional;

/**
 * Trained parameters that an earlier run left, or another program.
 *
 * @param run that run's folder, or one safetensors file
 * @param layout how the files lay out a layer; absent: as they tell
 */
public record Weights(String run, Optional<Layout> layout) {

  /** Layouts of weight files. */
  public enum Layout {
    /** {@code weight [I][O]}. */
    CARRYOVER,
    /** {@code torch.nn.Linear}'s, {@code weight [O][I]}. */
    TORCH
  }

  /**
   * @throws InvalidPlanException if nothing is named
   */
  public Weights {
    require(!run.isBlank(), "run", "the folder of a run or a file", "nothing");
  }

  /** Parameters in files of a known layout. */
  public Weights(String run, Layout layout) {
    this(run, Optional.of(layout));
  }
}
