package dev.carryover.data;

import java.util.Arrays;

/** Examples, each with the class it belongs to. */
public final class LabeledExamples {
  private final Examples images;
  private final int[] labels;
  private final int classes;

  /**
   * Copies the labels.
   *
   * @param images {@code [n][features]}
   * @param labels {@code [n]}, each from 0 to classes − 1
   * @throws IllegalArgumentException if the counts differ or a label is out of range
   */
  public LabeledExamples(Examples images, int[] labels, int classes) {
    if (labels.length != images.count()) {
      throw new IllegalArgumentException(
          "%d images cannot bear %d labels".formatted(images.count(), labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "label %d of example %d is none of the %d classes".formatted(labels[i], i, classes));
      }
    }
    this.images = images;
    this.labels = labels.clone();
    this.classes = classes;
  }

  /** The examples, {@code [n][features]}. */
  public Examples images() {
    return images;
  }

  /** The number of examples, n. */
  public int count() {
    return labels.length;
  }

  /** The number of classes; labels run from 0 to this − 1. */
  public int classes() {
    return classes;
  }

  /** The label of an example. */
  public int label(int example) {
    return labels[example];
  }

  /** All labels, {@code [n]}, copied. */
  public int[] labels() {
    return labels.clone();
  }

  /** The indices of each class's examples, {@code [classes][…]}, each class's ascending. */
  public int[][] byLabel() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[][] indices = new int[classes][];
    Arrays.setAll(indices, c -> new int[counts[c]]);
    for (int i = labels.length - 1; i >= 0; i--) {
      indices[labels[i]][--counts[labels[i]]] = i;
    }
    return indices;
  }

  /**
   * The examples at the given indices with their labels, in that order; the labels are copied.
   *
   * @throws IllegalArgumentException if there is no index
   * @throws IndexOutOfBoundsException if an index is out of range
   */
  public LabeledExamples select(int... indices) {
    int[] selected = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      selected[i] = labels[indices[i]];
    }
    return new LabeledExamples(images.select(indices), selected, classes);
  }

  /**
   * These examples and then others, copied.
   *
   * @throws IllegalArgumentException if the others have another length or another number of classes
   */
  public LabeledExamples followedBy(LabeledExamples others) {
    int features = images.features();
    if (others.images.features() != features || others.classes != classes) {
      throw new IllegalArgumentException(
          "examples of %d values in %d classes cannot go with ones of %d in %d"
              .formatted(features, classes, others.images.features(), others.classes));
    }
    int count = count() + others.count();
    float[] values = new float[Math.multiplyExact(count, features)];
    images.copyTo(0, count(), values, 0);
    others.images.copyTo(0, others.count(), values, count() * features);
    int[] both = Arrays.copyOf(labels, count);
    System.arraycopy(others.labels, 0, both, count(), others.count());
    return new LabeledExamples(new Examples(count, features, values), both, classes);
  }
}
