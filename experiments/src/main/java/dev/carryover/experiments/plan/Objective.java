package dev.carryover.experiments.plan;

/** What a stage's network is trained to do. */
public enum Objective {
  /** The target is the example itself. */
  RECONSTRUCT,
  /**
   * The target is the code that the frozen leading layers make of the example: greedy pretraining
   * of one layer after another.
   */
  RECONSTRUCT_CODE,
  /** The target is 1 at the example's label and 0 elsewhere. */
  CLASSIFY
}
