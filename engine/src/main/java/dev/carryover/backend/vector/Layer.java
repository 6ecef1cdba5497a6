package dev.carryover.backend.vector;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One dense layer as the kernels see it: a matrix of weights by output, row o holding w[0…I−1][o],
 * then b[o] as the weight of an input that is always 1.
 *
 * <p>A layer that is tied to this one uses the same matrix the other way round. Its bias is a row
 * more, O, as the weight of an output that is always 1; the last column has nothing there.
 *
 * @param inputs I
 * @param outputs O
 * @param activation f
 * @param owner the number of the layer whose matrix this one uses: another where it is tied
 * @param tied whether it is tied to its owner
 * @param weight where that matrix's weights lie in a {@code ParameterLayout}
 * @param bias where its own bias lies there
 * @param decoderBias where the bias of the layer that is tied to it lies; null where none is
 * @param byInput whether its own weights lie by input, {@code w[i][o]}, in slices of a panel: see
 *     {@link BatchTerms}
 */
record Layer(
    int inputs,
    int outputs,
    Activation activation,
    int owner,
    boolean tied,
    Tensor weight,
    Tensor bias,
    @Nullable Tensor decoderBias,
    boolean byInput) {
  /**
   * Into how many slices a layer's rows are cut at most: what threads share out among themselves.
   * Each has its weights in a stretch of memory of its own, because a processor that fetches ahead
   * into another's stretch takes from that what it is about to write. And each has a sum of its own
   * in the gradient that goes to the layer below, so that threads need not wait for each other's.
   * Their number, and with it the order of every sum, is the same for any number of threads.
   */
  static final int MOST_SLICES = 16;

  private static final int TILES_WORTH_A_SUM = 4;
  private static final int TILES_OF_A_PANEL = Tile.PANEL / Tile.ROWS;

  /** A network's layer. */
  static Layer of(NetworkSpec network, int l) {
    DenseSpec spec = network.layer(l);
    int owner = network.weightOwner(l);
    OptionalInt decoder = network.decoderOf(l);
    Tensor decoderBias = decoder.isPresent() ? network.parameters().bias(decoder.getAsInt()) : null;
    return new Layer(
        spec.inputs(),
        spec.outputs(),
        spec.activation(),
        owner,
        spec.isTied(),
        network.parameters().weight(owner),
        network.parameters().bias(l),
        decoderBias,
        false);
  }

  /** This layer with its weights by input. */
  Layer laidByInput() {
    return new Layer(inputs, outputs, activation, owner, tied, weight, bias, decoderBias, true);
  }

  /** I + 1: the inputs and the constant that the bias multiplies. */
  int terms() {
    return inputs + 1;
  }

  /** Rows of its matrix: O, and one more where a layer is tied to it. */
  int rows() {
    return decoderBias == null ? outputs : outputs + 1;
  }

  /** How many tiles its rows fill. */
  int tiles() {
    return Tile.tiles(rows());
  }

  /**
   * Into how many slices its rows are cut. Where a layer is tied to it they are larger: each then
   * has a sum as long as a row, which takes longer to add up than a few rows to multiply.
   */
  int slices() {
    if (byInput) {
      return Tile.panels(outputs);
    }
    return Math.clamp(decoderBias == null ? tiles() : tiles() / TILES_WORTH_A_SUM, 1, MOST_SLICES);
  }

  /** A slice's first tile; of the slice after the last how many tiles there are. */
  int firstTile(int slice) {
    if (byInput) {
      return Math.min(slice * TILES_OF_A_PANEL, tiles());
    }
    return (int) ((long) tiles() * slice / slices());
  }

  /** How many of a tile's rows are outputs, not padding. */
  int rowsIn(int tile) {
    return Math.clamp(outputs - tile * Tile.ROWS, 0, Tile.ROWS);
  }

  /**
   * Where row o, column i of its matrix lies within a replica's parameters, i = I standing for the
   * bias and o = O for that of the layer tied to it; −1 where nothing lies.
   */
  int place(int i, int o) {
    if (o < outputs) {
      return i < inputs ? weight.offset() + i * outputs + o : bias.offset() + o;
    }
    return decoderBias != null && i < inputs ? decoderBias.offset() + i : -1;
  }
}
