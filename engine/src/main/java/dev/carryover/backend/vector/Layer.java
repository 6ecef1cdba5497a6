package dev.carryover.backend.vector;

import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;

/**
 * One dense layer as the kernels see it: a matrix of weights by output, row o holding w[0…I−1][o],
 * then b[o] as the weight of an input that is always 1.
 *
 * @param weight where its weights lie in a {@code ParameterLayout}
 * @param bias where its bias lies there
 * @param activation f
 */
record Layer(Tensor weight, Tensor bias, Activation activation) {
  /**
   * Into how many slices a layer's outputs are cut at most: what threads share out among
   * themselves. Each has its weights in a stretch of memory of its own, because a processor that
   * fetches ahead into another's stretch takes from that what it is about to write. And each has a
   * sum of its own in the gradient that goes to the layer below, so that threads need not wait for
   * each other's. Their number, and with it the order of every sum, is the same for any number of
   * threads.
   */
  static final int MOST_SLICES = 16;

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

  /** How many tiles its outputs fill. */
  int tiles() {
    return Tile.tiles(outputs());
  }

  /** Into how many slices its outputs are cut. */
  int slices() {
    return Math.min(MOST_SLICES, tiles());
  }

  /** A slice's first tile; of the slice after the last how many tiles there are. */
  int firstTile(int slice) {
    return (int) ((long) tiles() * slice / slices());
  }

  /** How many of a tile's rows are outputs, not padding. */
  int rowsIn(int tile) {
    return Math.min(Tile.ROWS, outputs() - tile * Tile.ROWS);
  }

  /** Where w[i][o] lies within a replica's parameters; i = I stands for the bias. */
  int place(int i, int o) {
    return i < inputs() ? weight.offset() + i * outputs() + o : bias.offset() + o;
  }
}
