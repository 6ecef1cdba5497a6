package dev.carryover.backend.opencl;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.program.TrainingProgram;

/**
 * The layers that an epoch runs through, from the first trained one on, and where each keeps its
 * activations: layer after layer, B rows each, in buffers of {@link #activations} values a replica.
 */
final class LayerTable {
  /**
   * Numbers of one row: I, O, f, trains, offsets of its weights and its bias, start of its
   * activations, whether it is tied, the row of the layer that is tied to it or −1.
   */
  private static final int ROW = 9;

  private final TrainingProgram program;
  private final NetworkSpec network;
  private final ParameterLayout layout;
  private final int first;

  LayerTable(TrainingProgram program) {
    this.program = program;
    this.network = program.network();
    this.layout = network.parameters();
    this.first = program.firstTrainedLayer();
  }

  /** The first layer of the table, as the network counts. */
  int first() {
    return first;
  }

  /**
   * Where a layer's weights start within a replica's parameters: a tied one's are its encoder's.
   */
  int weights(int layer) {
    return layout.weight(network.weightOwner(layer)).offset();
  }

  /** Where a layer's bias starts. */
  int bias(int layer) {
    return layout.bias(layer).offset();
  }

  /** 1 for a layer that is tied to another, 0 for others. */
  int tied(int layer) {
    return network.layer(layer).isTied() ? 1 : 0;
  }

  /** The layer that is tied to a layer; −1 if none is. */
  int decoder(int layer) {
    return network.decoderOf(layer).orElse(-1);
  }

  /** Where a layer's activations start within a replica's. */
  long start(int layer) {
    return (long) program.batchSize() * outputsBefore(layer);
  }

  /** The length of one replica's activations, B times the sum of O. */
  long activations() {
    return start(network.depth());
  }

  private int outputsBefore(int layer) {
    return network.layers().subList(first, layer).stream().mapToInt(DenseSpec::outputs).sum();
  }

  /** The table as epoch.cl reads it. */
  int[] toArray() {
    int[] table = new int[ROW * (network.depth() - first)];
    for (int l = first; l < network.depth(); l++) {
      int at = ROW * (l - first);
      table[at] = network.layer(l).inputs();
      table[at + 1] = network.layer(l).outputs();
      table[at + 2] = KernelNumbers.of(network.layer(l).activation());
      table[at + 3] = program.trains(l) ? 1 : 0;
      table[at + 4] = weights(l);
      table[at + 5] = bias(l);
      table[at + 6] = outputsBefore(l);
      table[at + 7] = tied(l);
      table[at + 8] = decoder(l) < 0 ? -1 : decoder(l) - first;
    }
    return table;
  }

  /**
   * The activation that a forward product applies in training: the last layer leaves z, which its
   * loss needs.
   */
  int forwardActivation(int layer) {
    boolean last = layer == network.depth() - 1;
    return KernelNumbers.of(last ? Activation.IDENTITY : network.layer(layer).activation());
  }
}
