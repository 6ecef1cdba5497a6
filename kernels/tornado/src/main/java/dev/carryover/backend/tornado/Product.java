package dev.carryover.backend.tornado;

import uk.ac.manchester.tornado.api.types.arrays.IntArray;

/** The sizes of a phase's products, as {@link Operands} writes them. */
final class Product {
  private Product() {}

  /** How many products are summed: two for the update of an encoder whose weights are tied. */
  static int uses(int kind, int layer, IntArray geometry) {
    int decoder = geometry.get(Geometry.layer(layer) + Geometry.DECODER);
    return kind == Phase.UPDATE && decoder >= 0 ? 2 : 1;
  }

  /** The rows of weights that a layer reads, or updates: a tied one updates its bias alone. */
  static int inputs(int kind, int layer, IntArray geometry) {
    int record = Geometry.layer(layer);
    int tied = geometry.get(record + Geometry.TIED);
    return kind == Phase.UPDATE && tied == 1 ? 0 : geometry.get(record + Geometry.INPUTS);
  }

  /** 1 where what stands right is read along its rows, 0 where down its columns. */
  static int turned(int kind, int layer, IntArray geometry) {
    int tied = geometry.get(Geometry.layer(layer) + Geometry.TIED);
    return kind == Phase.UPDATE ? 0 : kind == Phase.BACKWARD ? 1 - tied : tied;
  }

  /** The rows of the result; none of an update without examples. */
  static int height(int kind, int inputs, int count) {
    return kind == Phase.UPDATE && count > 0 ? inputs + 1 : count;
  }

  /** The columns of the result. */
  static int width(int kind, int inputs, int outputs) {
    return kind == Phase.BACKWARD ? inputs : outputs;
  }

  /** How many terms a value of the result has. */
  static int depth(int kind, int inputs, int outputs, int count) {
    return kind == Phase.UPDATE ? count : kind == Phase.BACKWARD ? outputs : inputs;
  }

  /** The columns of what stands left, as it lies in memory. */
  static int columns(int kind, int inputs, int outputs) {
    return kind == Phase.BACKWARD ? outputs : inputs;
  }
}
