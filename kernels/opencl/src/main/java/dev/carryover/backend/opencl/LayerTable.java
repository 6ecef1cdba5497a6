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
  /** Numbers of one row: I, O, f, trains, offset of its parameters, start of its activations. */
  private static final int ROW = 6;

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

  /** Where a layer's weights start within a replica's parameters; its bias follows them. */
  int offset(int layer) {
    return layout.weight(layer).offset();
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
      table[at + 4] = offset(l);
      table[at + 5] = outputsBefore(l);
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
