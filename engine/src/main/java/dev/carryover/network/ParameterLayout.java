package dev.carryover.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter of a network lies: every layer's weights {@code [I][O]} row-major, then its
 * bias {@code [O]}, first layer first; a tied layer has a bias only. In an array of R replicas,
 * replica r's tensor t starts at {@code r·P + t.offset()}, P being {@link #size}. Host arrays,
 * kernels, files and transfer all use this one formula.
 *
 * @param tensors weights and bias of layer 0, then of layer 1, and so on
 * @param size P, the number of parameters of one replica
 */
public record ParameterLayout(List<Tensor> tensors, int size) {

  /** What a tensor is to its layer. */
  public enum Role {
    /** w, {@code [I][O]}. */
    WEIGHT,
    /** b, {@code [1][O]}. */
    BIAS
  }

  /**
   * One tensor's place.
   *
   * @param layer the layer it belongs to, 0 the first
   * @param role weight or bias
   * @param offset where it starts within one replica's parameters
   * @param rows I for weights, 1 for a bias
   * @param columns O
   */
  public record Tensor(int layer, Role role, int offset, int rows, int columns) {
    /** The number of values. */
    public int size() {
      return rows * columns;
    }

    /** A name for messages, for example {@code layer 0 weight}. */
    @Override
    public String toString() {
      return "layer " + layer + " " + (role == Role.WEIGHT ? "weight" : "bias");
    }
  }

  /** Copies the list. */
  public ParameterLayout {
    tensors = List.copyOf(tensors);
  }

  /**
   * The layout of a network.
   *
   * @throws ArithmeticException if one replica has more than 2³¹ − 1 parameters
   */
  static ParameterLayout of(NetworkSpec network) {
    List<Tensor> tensors = new ArrayList<>();
    int offset = 0;
    for (int l = 0; l < network.depth(); l++) {
      DenseSpec layer = network.layer(l);
      if (!layer.isTied()) {
        tensors.add(new Tensor(l, Role.WEIGHT, offset, layer.inputs(), layer.outputs()));
        offset = Math.addExact(offset, Math.multiplyExact(layer.inputs(), layer.outputs()));
      }
      tensors.add(new Tensor(l, Role.BIAS, offset, 1, layer.outputs()));
      offset = Math.addExact(offset, layer.outputs());
    }
    return new ParameterLayout(tensors, offset);
  }

  /**
   * The weights of a layer.
   *
   * @throws IllegalArgumentException if it has none of its own because it is tied: then they are
   *     those of {@link NetworkSpec#weightOwner}, transposed
   */
  public Tensor weight(int layer) {
    return tensor(layer, Role.WEIGHT);
  }

  /**
   * The bias of a layer.
   *
   * @throws IllegalArgumentException if there is no such layer
   */
  public Tensor bias(int layer) {
    return tensor(layer, Role.BIAS);
  }

  private Tensor tensor(int layer, Role role) {
    for (Tensor tensor : tensors) {
      if (tensor.layer() == layer && tensor.role() == role) {
        return tensor;
      }
    }
    throw new IllegalArgumentException("layer %d has no %s".formatted(layer, role));
  }
}
