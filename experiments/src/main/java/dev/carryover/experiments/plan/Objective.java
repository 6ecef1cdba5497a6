package dev.carryover.experiments.plan;

/** What a stage's network is trained to do. */
public enum Objective {
  /** The target is the example itself. */
  RECONSTRUCT,
  /** The target is 1 at the example's label and 0 elsewhere. */
  CLASSIFY
}
