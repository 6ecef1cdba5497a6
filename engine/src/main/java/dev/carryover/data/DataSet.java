package dev.carryover.data;

import java.util.Objects;
import java.util.Optional;

/**
 * A named set of labelled images and what identifies its content.
 *
 * @param name for reports, for example {@code mnist}
 * @param imageSize the height and width of every image
 * @param train the training examples, in the order of their file
 * @param test the set's own test examples, where it has any
 * @param sha256 the SHA-256 of the uncompressed files one after another – training images, training
 *     labels, test images, test labels – 64 hexadecimal digits
 */
public record DataSet(
    String name,
    ImageSize imageSize,
    LabeledExamples train,
    Optional<LabeledExamples> test,
    String sha256) {

  /**
   * @throws IllegalArgumentException if images are not of the given size, or training and test
   *     examples differ in the number of classes
   */
  public DataSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
    requireSize(imageSize, train);
    test.ifPresent(examples -> requireSize(imageSize, examples));
    if (test.isPresent() && test.get().classes() != train.classes()) {
      throw new IllegalArgumentException(
          "training examples of %d classes cannot go with test examples of %d"
              .formatted(train.classes(), test.get().classes()));
    }
  }

  /** The training examples and then the test examples, copied. */
  public LabeledExamples all() {
    return test.map(train::followedBy).orElse(train);
  }

  static void requireSize(ImageSize size, LabeledExamples examples) {
    if (examples.images().features() != size.pixels()) {
      throw new IllegalArgumentException(
          "images of %d pixels cannot be %s".formatted(examples.images().features(), size));
    }
  }
}
