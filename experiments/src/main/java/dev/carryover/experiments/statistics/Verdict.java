package dev.carryover.experiments.statistics;

/** What the measured replicas say about a published figure. */
public enum Verdict {
  /** The published figure is one that 95% of such measurements would be consistent with. */
  AGREES,
  /** It is not. */
  DIFFERS,
  /** There are fewer replicas than {@link Summary#FEWEST_FOR_INTERVAL}. */
  NO_VERDICT
}
