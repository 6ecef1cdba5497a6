package dev.carryover.backend;

import java.util.Objects;

/**
 * What every replica's network gives for some examples, {@code [R][n][O]}.
 *
 * <p>{@link #values} and {@link #offset} are for loops that must be fast.
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

  /** R. */
  public int replicas() {
    return replicas;
  }

  /** n. */
  public int examples() {
    return examples;
  }

  /** O. */
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

  /** All of them, {@code [R][n][O]}; the predictions' own array. */
  public float[] values() {
    return values;
  }
}
