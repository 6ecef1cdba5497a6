package dev.carryover.experiments.evaluation;

/** What predictions are read as. */
public enum Outputs {
  /** As they are. */
  RAW,
  /**
   * An output of 0.75 or more is read as 1, of 0.25 or less as 0, as the paper's program does
   * before every metric.
   */
  SNAPPED;

  /** The value that counts for a prediction. */
  public float read(float prediction) {
    if (this == SNAPPED) {
      if (prediction >= 0.75f) {
        return 1;
      }
      if (prediction <= 0.25f) {
        return 0;
      }
    }
    return prediction;
  }
}
