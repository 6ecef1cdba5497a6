package dev.carryover.experiments.plan;

/** The sets of examples that a stage can be measured on. */
public enum SetName {
  /** What the stage trains on. */
  TRAIN("train", "training"),
  /** What was held back from training to make choices on. */
  VALIDATION("validation", "validation"),
  /** The split's test examples. */
  TEST("test", "test"),
  /** The data set's own test file, whole, where it has one. */
  FULL_TEST("fullTest", "full test file");

  private final String key;
  private final String title;

  SetName(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** Its name in files. */
  public String key() {
    return key;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }
}
