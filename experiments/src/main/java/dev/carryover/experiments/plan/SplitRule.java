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
  /** The first 12,000 training examples, and the last 50,000 of all as the test set. */
  MNIST_SMALL,
  /** All of the data set's own training examples, and its own test examples as the test set. */
  OWN,
  /**
   * So many training examples and so many test examples as are asked for, drawn from all of the
   * data set's, its training examples and its test examples, without any twice.
   */
  RANDOM
}
