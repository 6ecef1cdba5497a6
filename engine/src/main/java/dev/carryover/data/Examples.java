package dev.carryover.data;

import java.util.Objects;

/**
 * Examples as rows of numbers: {@code [n][features]} row-major, for images the pixels row by row
 * from the top left, in [0, 1].
 */
public final class Examples {
  private final int count;
  private final int features;
  private final float[] values;

  /**
   * Takes ownership of the array: the caller must not change it afterwards.
   *
   * @param values {@code [count][features]}, finite
   * @throws IllegalArgumentException if a size is less than 1, the array's length is not their
   *     product, or a value is not finite
   */
  public Examples(int count, int features, float[] values) {
    if (count < 1 || features < 1 || values.length != (long) count * features) {
      throw new IllegalArgumentException(
          "%d examples of %d features cannot lie in %d values"
              .formatted(count, features, values.length));
    }
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "example %d, feature %d is %s".formatted(i / features, i % features, values[i]));
      }
    }
    this.count = count;
    this.features = features;
    this.values = values;
  }

  /** The number of examples, n. */
  public int count() {
    return count;
  }

  /** The length of one example. */
  public int features() {
    return features;
  }

  /** One value of one example. */
  public float value(int example, int feature) {
    return values[
        Objects.checkIndex(example, count) * features + Objects.checkIndex(feature, features)];
  }

  /**
   * Copies a range of examples into an array.
   *
   * @param destination written from {@code offset} to {@code offset + (to − from)·features()}
   */
  public void copyTo(int from, int to, float[] destination, int offset) {
    Objects.checkFromToIndex(from, to, count);
    System.arraycopy(values, from * features, destination, offset, (to - from) * features);
  }

  /** One example's values, copied. */
  public float[] row(int example) {
    float[] row = new float[features];
    copyTo(example, example + 1, row, 0);
    return row;
  }

  /** The examples at the given indices, in that order, copied. */
  public Examples select(int... indices) {
    float[] selected = new float[Math.multiplyExact(indices.length, features)];
    for (int i = 0; i < indices.length; i++) {
      copyTo(indices[i], indices[i] + 1, selected, i * features);
    }
    return new Examples(indices.length, features, selected);
  }
}
