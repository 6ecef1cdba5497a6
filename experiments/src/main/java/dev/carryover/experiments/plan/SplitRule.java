package dev.carryover.experiments.plan;

/** How a data set becomes training and test examples. */
public enum SplitRule {
  /**
   * Of each class's first 500 training examples the authors' 100 offsets are test examples and the
   * other 400 training examples.
   */
  MNIST5000,
  /** Of each class's training examples every fifth, the first among them, is a test example. */
  EVERY_FIFTH,
  /** All of the data set's own training examples, and its own test examples as the test set. */
  OWN
}
