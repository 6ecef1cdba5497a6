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
  /**
   * The first 12,000 training examples are training examples, and the last 50,000 of all, those of
   * the training file before those of the test file, are the test set: as many as the {@code
   * mnist-basic} of Larochelle, Erhan, Courville, Bergstra and Bengio 2007, <i>An empirical
   * evaluation of deep architectures on problems with many factors of variation</i>, has. A
   * validation share of one sixth holds back its 2,000.
   */
  MNIST_SMALL,
  /** All of the data set's own training examples, and its own test examples as the test set. */
  OWN
}
