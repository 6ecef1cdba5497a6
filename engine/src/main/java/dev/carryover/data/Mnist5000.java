package dev.carryover.data;

import java.util.Arrays;

/**
 * MNIST-5000, the balanced subset that the paper's experiments use, and its split: the first 500
 * examples of each class in the order of the training file, kept in that order, class 0 first; of
 * each class's 500 the same 100 offsets are test, the other 400 training.
 *
 * <p>It takes any data set with 500 examples of each of its classes, so Fashion-MNIST, EMNIST's
 * letters, the course's own text file and the synthetic digits are split alike. With ten classes
 * that is 4,000 training and 1,000 test examples.
 */
public final class Mnist5000 {
  /** How many examples of each class are taken. */
  public static final int PER_CLASS = 500;

  /** How many of them are test examples. */
  public static final int TEST_PER_CLASS = 100;

  /**
   * Which of a class's 500 are test examples: what pandas' {@code sample(frac=0.8,
   * random_state=200)}, the authors' split, leaves over.
   */
  private static final int[] TEST_OFFSETS = {
    0, 1, 3, 6, 7, 14, 38, 42, 51, 52, 55, 76, 79, 81, 82, 85, 89, 97, 99, 105, 128, 129, 131, 135,
    139, 143, 151, 155, 159, 161, 168, 173, 178, 180, 183, 184, 185, 186, 187, 189, 190, 192, 193,
    196, 200, 201, 216, 218, 219, 238, 242, 244, 255, 263, 272, 276, 279, 282, 291, 293, 298, 310,
    312, 317, 324, 326, 327, 332, 345, 346, 351, 353, 362, 366, 372, 375, 376, 389, 390, 406, 408,
    411, 413, 414, 416, 417, 423, 429, 452, 454, 460, 461, 470, 473, 479, 488, 491, 496, 497, 499
  };

  private Mnist5000() {}

  /**
   * The split of a data set: 400 training and 100 test examples of each class out of its training
   * examples, and the data set's own test examples whole.
   *
   * @throws DataException if the data set has fewer than two classes, or fewer than 500 training
   *     examples of one of them
   */
  public static Split of(DataSet data) {
    int[][] byLabel = data.train().byLabel();
    requireEnough(data.name(), byLabel);
    int trainPerClass = PER_CLASS - TEST_PER_CLASS;
    int[] train = new int[byLabel.length * trainPerClass];
    int[] test = new int[byLabel.length * TEST_PER_CLASS];
    int trainCount = 0;
    int testCount = 0;
    for (int[] indices : byLabel) {
      for (int offset = 0; offset < PER_CLASS; offset++) {
        if (Arrays.binarySearch(TEST_OFFSETS, offset) >= 0) {
          test[testCount++] = indices[offset];
        } else {
          train[trainCount++] = indices[offset];
        }
      }
    }
    return new Split(
        data.imageSize(), data.train().select(train), data.train().select(test), data.test());
  }

  private static void requireEnough(String name, int[][] byLabel) {
    if (byLabel.length < 2) {
      throw new DataException(name + ": expected at least two classes, found one");
    }
    for (int label = 0; label < byLabel.length; label++) {
      if (byLabel[label].length < PER_CLASS) {
        throw new DataException(
            "%s: expected at least %d training examples of each of its %d classes, found %d of"
                    .formatted(name, PER_CLASS, byLabel.length, byLabel[label].length)
                + " class %d".formatted(label));
      }
    }
  }
}
