package dev.carryover.experiments.evaluation;

/** Ways to measure predictions against targets; less is better. */
public enum Metric {
  /**
   * The fraction of images whose largest output is not their label's; of equal outputs the lower
   * digit's counts.
   */
  ERROR("error"),
  /** {@link #ERROR} of snapped outputs. */
  ERROR_SNAPPED("errorSnapped"),
  /** (a − y)², its mean over images and outputs. */
  SQUARED_ERROR("squaredError"),
  /** {@link #SQUARED_ERROR} of snapped outputs. */
  SQUARED_ERROR_SNAPPED("squaredErrorSnapped");

  private final String key;

  Metric(String key) {
    this.key = key;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }
}
