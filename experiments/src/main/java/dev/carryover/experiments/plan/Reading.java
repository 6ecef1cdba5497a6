package dev.carryover.experiments.plan;

/** How outputs are read before they are measured. */
public enum Reading {
  /** As they are. */
  RAW,
  /**
   * An output of 0.75 or more is read as 1, of 0.25 or less as 0, as the program of Vera et al.
   * does before every metric.
   */
  SNAPPED;

  /** The value that counts for an output. */
  public float read(float output) {
    if (this == SNAPPED) {
      if (output >= 0.75f) {
        return 1;
      }
      if (output <= 0.25f) {
        return 0;
      }
    }
    return output;
  }
}
