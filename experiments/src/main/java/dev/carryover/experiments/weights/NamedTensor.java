package dev.carryover.experiments.weights;

import java.util.List;

/** A named array of numbers with a shape. */
public final class NamedTensor {
  private final String name;
  private final List<Integer> shape;
  private final double[] values;

  /**
   * Takes ownership of the values: the caller must not change them afterwards.
   *
   * @param shape its axes, outermost first
   * @param values row-major
   * @throws IllegalArgumentException if the shape's product is not the number of values
   */
  public NamedTensor(String name, List<Integer> shape, double[] values) {
    long size = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    if (size != values.length) {
      throw new IllegalArgumentException(
          "%s: shape %s does not hold %d values".formatted(name, shape, values.length));
    }
    this.name = name;
    this.shape = List.copyOf(shape);
    this.values = values;
  }

  /** For example {@code encoder.weight}. */
  public String name() {
    return name;
  }

  /** Its axes, outermost first. */
  public List<Integer> shape() {
    return shape;
  }

  /** Row-major; this tensor's own array, not to be changed. */
  public double[] values() {
    return values;
  }

  /** Whether float32 holds every value exactly. */
  boolean isFloat32() {
    for (double value : values) {
      if ((float) value != value && !Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }
}
