package dev.carryover.data;

import java.util.Optional;

/**
 * What an experiment trains on, what it tests on, and more to test on where there is more.
 *
 * @param imageSize the height and width of every image
 * @param train the examples that train, nothing else does
 * @param test the split's own test examples, none of them in {@code train}
 * @param fullTest the data set's own test file, where it has one; ten times as many examples narrow
 *     an interval about threefold
 */
public record Split(
    ImageSize imageSize,
    LabeledExamples train,
    LabeledExamples test,
    Optional<LabeledExamples> fullTest) {

  /**
   * @throws IllegalArgumentException if images are not of the given size
   */
  public Split {
    DataSet.requireSize(imageSize, train);
    DataSet.requireSize(imageSize, test);
    fullTest.ifPresent(examples -> DataSet.requireSize(imageSize, examples));
  }
}
