package dev.carryover.backend.vector;

import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;

/**
 * One dense layer as the kernels see it: weights {@code [tiles·8][stride]} by output, row o holding
 * w[0…I−1][o], then b[o] as the weight of an input that is always 1, then zeros.
 *
 * @param weight where its weights lie in a {@code ParameterLayout}
 * @param bias where its bias lies there
 * @param activation f
 */
record Layer(Tensor weight, Tensor bias, Activation activation) {

  /** A network's layer. */
  static Layer of(NetworkSpec network, int l) {
    return new Layer(
        network.parameters().weight(l),
        network.parameters().bias(l),
        network.layer(l).activation());
  }

  /** I. */
  int inputs() {
    return weight.rows();
  }

  /** O. */
  int outputs() {
    return weight.columns();
  }

  /** I + 1: the inputs and the constant that the bias multiplies. */
  int terms() {
    return inputs() + 1;
  }

  /** Floats from one row of weights, or of inputs, to the next. */
  int stride() {
    return Tile.padded(terms());
  }

  /** How many tiles its outputs fill. */
  int outputTiles() {
    return Tile.tiles(outputs());
  }

  /** How many floats its weights take, padding included. */
  long size() {
    return (long) outputTiles() * Tile.ROWS * stride();
  }

  /** How many of a tile's rows are outputs, not padding. */
  int rowsIn(int tile) {
    return Math.min(Tile.ROWS, outputs() - tile * Tile.ROWS);
  }
}
