package dev.carryover.data;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The split of MNIST's size in the {@code mnist-basic} of Larochelle, Erhan, Courville, Bergstra
 * and Bengio 2007, <i>An empirical evaluation of deep architectures on problems with many factors
 * of variation</i>: the first 12,000 training examples are training examples (10,000, and 2,000 to
 * validate on), the last 50,000 of all, those of the training file before those of the test file,
 * are the test set. Which images theirs has is not published.
 */
public final class MnistSmall {
  /** Training examples, with those to validate on. */
  public static final int TRAIN = 12_000;

  /** Test examples. */
  public static final int TEST = 50_000;

  private MnistSmall() {}

  /**
   * The split of a data set.
   *
   * @throws DataException if it has fewer than 12,000 training examples or than 62,000 in all
   */
  public static Split of(DataSet data) {
    LabeledExamples all = data.all();
    if (data.train().count() < TRAIN || all.count() < TRAIN + TEST) {
      throw new DataException(
          ("%s: expected at least %d training examples and %d in all, as mnist-basic has, found %d"
                  + " and %d")
              .formatted(data.name(), TRAIN, TRAIN + TEST, data.train().count(), all.count()));
    }
    return new Split(
        data.imageSize(),
        all.select(IntStream.range(0, TRAIN).toArray()),
        all.select(IntStream.range(all.count() - TEST, all.count()).toArray()),
        Optional.empty());
  }
}
