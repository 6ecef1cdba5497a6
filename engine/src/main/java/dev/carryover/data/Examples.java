package dev.carryover.data;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Examples as rows of numbers: {@code [n][features]} row-major, for images the pixels row by row
 * from the top left, in [0, 1].
 *
 * <p>Selected examples share the numbers of those that they were selected from, so that a sweep may
 * divide a data set in a thousand ways in the memory of one.
 */
public final class Examples {
  private final int count;
  private final int features;
  private final float[] values;

  /** Which of the rows in {@code values} an example is; null where each is its own. */
  private final int @Nullable [] rows;

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
    this.rows = null;
  }

  private Examples(int[] rows, int features, float[] values) {
    this.count = rows.length;
    this.features = features;
    this.values = values;
    this.rows = rows;
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
        place(Objects.checkIndex(example, count)) + Objects.checkIndex(feature, features)];
  }

  /** Where an example begins. */
  private int place(int example) {
    return (rows == null ? example : rows[example]) * features;
  }

  /**
   * Copies a range of examples into an array.
   *
   * @param destination written from {@code offset} to {@code offset + (to − from)·features()}
   */
  public void copyTo(int from, int to, float[] destination, int offset) {
    Objects.checkFromToIndex(from, to, count);
    for (int i = from; i < to; i++) {
      System.arraycopy(values, place(i), destination, offset + (i - from) * features, features);
    }
  }

  /** One example's values, copied. */
  public float[] row(int example) {
    float[] row = new float[features];
    copyTo(example, example + 1, row, 0);
    return row;
  }

  /**
   * The examples at the given indices, in that order.
   *
   * @throws IllegalArgumentException if there is no index
   * @throws IndexOutOfBoundsException if an index is out of range
   */
  public Examples select(int... indices) {
    if (indices.length == 0) {
      throw new IllegalArgumentException("expected at least one index, found none");
    }
    int[] selected = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      int index = Objects.checkIndex(indices[i], count);
      selected[i] = rows == null ? index : rows[index];
    }
    return new Examples(selected, features, values);
  }
}
