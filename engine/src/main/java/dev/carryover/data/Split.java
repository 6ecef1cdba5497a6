package dev.carryover.data;

import java.util.Objects;
import java.util.Optional;

/**
 * What an experiment trains on, what it tests on, and more to test on where there is more.
 *
 * @param train the examples that train, nothing else does
 * @param test the split's own test examples, none of them in {@code train}
 * @param fullTest the data set's own test file, where it has one; ten times as many examples narrow
 *     an interval about threefold
 */
public record Split(
    LabeledExamples train, LabeledExamples test, Optional<LabeledExamples> fullTest) {

  /** No part may be null. */
  public Split {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(fullTest, "fullTest");
  }
}
