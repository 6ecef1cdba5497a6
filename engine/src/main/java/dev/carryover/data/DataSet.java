package dev.carryover.data;

import java.util.Objects;
import java.util.Optional;

/**
 * A named set of labelled images and what identifies its content.
 *
 * @param name for reports, for example {@code mnist}
 * @param train the training examples, in the order of their file
 * @param test the set's own test examples, where it has any
 * @param sha256 the SHA-256 of the uncompressed files one after another – training images, training
 *     labels, test images, test labels – 64 hexadecimal digits
 */
public record DataSet(
    String name, LabeledExamples train, Optional<LabeledExamples> test, String sha256) {

  /**
   * @throws IllegalArgumentException if the test images differ in size from the training images, or
   *     the classes in number
   */
  public DataSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sha256, "sha256");
    if (test.isPresent()) {
      requireAlike(train, test.get());
    }
  }

  private static void requireAlike(LabeledExamples train, LabeledExamples test) {
    if (train.images().features() != test.images().features()
        || train.classes() != test.classes()) {
      throw new IllegalArgumentException(
          "training images of %d pixels in %d classes cannot go with test images of %d in %d"
              .formatted(
                  train.images().features(),
                  train.classes(),
                  test.images().features(),
                  test.classes()));
    }
  }
}
