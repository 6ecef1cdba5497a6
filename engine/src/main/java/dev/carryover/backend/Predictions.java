package dev.carryover.backend;

import java.util.Arrays;
import java.util.Objects;

/**
 * What every replica's network gives for some examples, {@code [R][n][O]}.
 *
 * <p>{@link #value}, {@link #row} and {@link #label} go by replica and example; {@link #values} and
 * {@link #offset} are for loops that must be fast.
 */
public final class Predictions {
  private final int replicas;
  private final int examples;
  private final int outputs;
  private final float[] values;

  /**
   * Takes ownership of the array.
   *
   * @param replicas R
   * @param examples n
   * @param outputs O
   * @param values {@code [R][n][O]}
   * @throws IllegalArgumentException if the array's length is not R·n·O
   */
  public Predictions(int replicas, int examples, int outputs, float[] values) {
    if (values.length != (long) replicas * examples * outputs) {
      throw new IllegalArgumentException(
          "%d replicas' %d outputs for %d examples cannot lie in %d values"
              .formatted(replicas, outputs, examples, values.length));
    }
    this.replicas = replicas;
    this.examples = examples;
    this.outputs = outputs;
    this.values = values;
  }

  /**
   * Predictions of zeros, to be written.
   *
   * @throws IllegalArgumentException if they are more than one array holds
   */
  static Predictions allocate(int replicas, int examples, int outputs) {
    long size = (long) replicas * examples * outputs;
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d replicas' %d outputs for %d examples are more than one array holds; predict fewer"
                  .formatted(replicas, outputs, examples)
              + " examples at a time");
    }
    return new Predictions(replicas, examples, outputs, new float[(int) size]);
  }

  /** The number of replicas, R. */
  public int replicas() {
    return replicas;
  }

  /** The number of examples, n. */
  public int examples() {
    return examples;
  }

  /** The length of an output, O. */
  public int outputs() {
    return outputs;
  }

  /** One output of one replica for one example. */
  public float value(int replica, int example, int output) {
    return values[offset(replica, example) + Objects.checkIndex(output, outputs)];
  }

  /** Where a replica's outputs for an example start in {@link #values}. */
  public int offset(int replica, int example) {
    return (Objects.checkIndex(replica, replicas) * examples
            + Objects.checkIndex(example, examples))
        * outputs;
  }

  /** One replica's outputs for an example, {@code [O]}; a copy. */
  public float[] row(int replica, int example) {
    int from = offset(replica, example);
    return Arrays.copyOfRange(values, from, from + outputs);
  }

  /**
   * The class that a replica predicts for an example: the output with the largest value, of equal
   * ones the first. NaN is larger than nothing, so that outputs of NaN alone predict −1.
   */
  public int label(int replica, int example) {
    int from = offset(replica, example);
    int label = -1;
    float largest = Float.NEGATIVE_INFINITY;
    for (int o = 0; o < outputs; o++) {
      float value = values[from + o];
      if (value > largest || (label < 0 && value == largest)) {
        label = o;
        largest = value;
      }
    }
    return label;
  }

  /**
   * The share of the examples whose class each replica predicts, {@code [R]}, from 0 to 1.
   *
   * @param labels the examples' true classes, {@code [n]}
   * @throws IllegalArgumentException if there are not as many as examples
   */
  public double[] accuracy(int... labels) {
    if (labels.length != examples) {
      throw new IllegalArgumentException(
          "predictions of %d examples are compared with as many labels, found %d"
              .formatted(examples, labels.length));
    }
    double[] accuracy = new double[replicas];
    for (int r = 0; r < replicas; r++) {
      int right = 0;
      for (int i = 0; i < examples; i++) {
        right += label(r, i) == labels[i] ? 1 : 0;
      }
      accuracy[r] = (double) right / examples;
    }
    return accuracy;
  }

  /** All of them, {@code [R][n][O]}; the predictions' own array. */
  public float[] values() {
    return values;
  }
}
