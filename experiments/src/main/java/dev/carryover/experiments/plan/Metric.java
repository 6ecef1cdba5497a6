package dev.carryover.experiments.plan;

/** Ways to measure predictions against targets; less is better. */
public enum Metric {
  /**
   * The fraction of images whose largest output is not their label's; of equal outputs the lower
   * class counts.
   */
  ERROR("error", Reading.RAW),
  /** {@link #ERROR} of snapped outputs. */
  ERROR_SNAPPED("errorSnapped", Reading.SNAPPED),
  /** (a − y)², its mean over images and outputs. */
  SQUARED_ERROR("squaredError", Reading.RAW),
  /** {@link #SQUARED_ERROR} of snapped outputs. */
  SQUARED_ERROR_SNAPPED("squaredErrorSnapped", Reading.SNAPPED);

  private final String key;
  private final Reading reading;

  Metric(String key, Reading reading) {
    this.key = key;
    this.reading = reading;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** How it reads outputs. */
  public Reading reading() {
    return reading;
  }

  /** Whether it is a fraction of images, from 0 to 1. */
  public boolean isFraction() {
    return this == ERROR || this == ERROR_SNAPPED;
  }

  /** The fraction misclassified of outputs read in this way. */
  public static Metric errorOf(Reading reading) {
    return reading == Reading.SNAPPED ? ERROR_SNAPPED : ERROR;
  }

  /** The squared error of outputs read in this way. */
  public static Metric squaredErrorOf(Reading reading) {
    return reading == Reading.SNAPPED ? SQUARED_ERROR_SNAPPED : SQUARED_ERROR;
  }
}
