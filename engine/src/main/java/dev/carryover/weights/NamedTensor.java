package dev.carryover.weights;

import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Tensors of one name and shape as one, with their number as a new first axis.
   *
   * @throws IllegalArgumentException if their shapes differ
   */
  static NamedTensor stacked(List<NamedTensor> tensors) {
    NamedTensor first = tensors.getFirst();
    double[] values = new double[Math.multiplyExact(tensors.size(), first.values.length)];
    for (int i = 0; i < tensors.size(); i++) {
      NamedTensor tensor = tensors.get(i);
      if (!tensor.shape.equals(first.shape)) {
        throw new IllegalArgumentException(
            "%s: shape %s does not stack on %s".formatted(first.name, tensor.shape, first.shape));
      }
      System.arraycopy(tensor.values, 0, values, i * first.values.length, first.values.length);
    }
    return new NamedTensor(
        first.name,
        Stream.concat(Stream.of(tensors.size()), first.shape.stream()).toList(),
        values);
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
