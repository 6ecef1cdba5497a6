package dev.carryover.backend.tornado;

import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.network.ParameterLayout.Tensor;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * How rows of values lie in every array: each begins a whole number of vectors behind the one
 * before, because TornadoVM loads vectors from nowhere else. Behind a row's last value are zeros.
 */
final class Rows {
  /** The values of a vector, a register of AVX-512. */
  static final int VECTOR = 16;

  private Rows() {}

  /** The number of vectors that hold a row. */
  static int vectors(int columns) {
    return (columns + VECTOR - 1) / VECTOR;
  }

  /** From one row of so many values to the next. */
  static int stride(int columns) {
    return vectors(columns) * VECTOR;
  }

  /** The sum of the strides of a network's outputs, from a layer on to before another. */
  static int outputs(NetworkSpec network, int from, int to) {
    return network.layers().subList(from, to).stream()
        .mapToInt(layer -> stride(layer.outputs()))
        .sum();
  }

  /** P, the values of one replica's parameters. */
  static int parameters(NetworkSpec network) {
    return start(network.parameters(), network.parameters().tensors().size());
  }

  /** Where a tensor starts in a replica's parameters. */
  static int start(ParameterLayout layout, Tensor tensor) {
    return start(layout, layout.tensors().indexOf(tensor));
  }

  private static int start(ParameterLayout layout, int index) {
    return layout.tensors().subList(0, index).stream()
        .mapToInt(tensor -> tensor.rows() * stride(tensor.columns()))
        .sum();
  }

  /** Rounds parameters, {@code [R][P]} as the contract has them, and lays them into rows. */
  static void pack(NetworkSpec network, double[] values, FloatArray array, int begin) {
    forEachRow(
        network,
        values.length,
        (from, to, columns) -> {
          for (int j = 0; j < columns; j++) {
            array.set(begin + to + j, (float) values[from + j]);
          }
        });
  }

  /** The reverse of {@link #pack}. */
  static void unpack(NetworkSpec network, FloatArray array, int begin, double[] values) {
    forEachRow(
        network,
        values.length,
        (from, to, columns) -> {
          for (int j = 0; j < columns; j++) {
            values[from + j] = array.get(begin + to + j);
          }
        });
  }

  /** Something done to a row, which starts at an index of the contract's values and of ours. */
  private interface Row {
    void at(int contract, int ours, int columns);
  }

  private static void forEachRow(NetworkSpec network, int length, Row row) {
    ParameterLayout layout = network.parameters();
    int to = 0;
    for (int from = 0; from < length; from += layout.size()) {
      for (Tensor tensor : layout.tensors()) {
        for (int i = 0; i < tensor.rows(); i++) {
          row.at(from + tensor.offset() + i * tensor.columns(), to, tensor.columns());
          to += stride(tensor.columns());
        }
      }
    }
  }
}
