package dev.carryover.backend.opencl;

import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an epoch's kernels are bound to.
 *
 * @param context whose kernels they are
 * @param tiling what they were built for
 */
record Binding(
    OpenClContext context,
    Tiling tiling,
    TrainingProgram program,
    LayerTable layers,
    ModelBuffers model,
    BoundExamples bound,
    EpochBuffers epoch) {

  /**
   * What a layer reads.
   *
   * @param x the buffer
   * @param replicaStride values from one replica's x to the next one's, 0 where all share one
   * @param offset where replica 0's starts
   * @param order which rows a replica reads; null for the first B
   */
  record Input(DeviceBuffer x, long replicaStride, long offset, @Nullable DeviceBuffer order) {}

  NetworkSpec network() {
    return program.network();
  }

  /** P, the parameters of one replica. */
  long parameters() {
    return network().parameters().size();
  }

  /** What a layer of the table reads: gathered examples, or the activations below it. */
  Input input(int layer) {
    if (layer > layers.first()) {
      return new Input(model.activations(), layers.activations(), layers.start(layer - 1), null);
    }
    DeviceBuffer corrupted = model.corrupted();
    return corrupted == null
        ? entering()
        : new Input(
            corrupted, (long) program.batchSize() * network().layer(layer).inputs(), 0, null);
  }

  /** What enters the first layer of the table before it is corrupted. */
  Input entering() {
    DeviceBuffer frozen = bound.frozen();
    return frozen == null
        ? new Input(bound.examples(), 0, 0, epoch.order())
        : new Input(frozen, bound.frozenStride(), 0, epoch.order());
  }

  /**
   * How many groups share one replica's tiles of a product. A group each where groups are many
   * work-items; where they are one, a few for each compute unit, because launching more costs more
   * than it evens out.
   */
  static int groups(OpenClContext context, Tiling tiling, int replicas, int tiles) {
    return tiling.staged()
        ? tiles
        : Math.clamp(Math.ceilDiv(4 * context.device().computeUnits(), replicas), 1, tiles);
  }

  int groups(int tiles) {
    return groups(context, tiling, program.replicas(), tiles);
  }
}
