package dev.carryover.backend.opencl;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * The first layers over a chunk of examples at a time, outside training: predictions, and what
 * frozen layers make of the bound examples.
 */
final class ForwardPass implements AutoCloseable {
  /** Values of activations held for one chunk: 64 MiB. Larger chunks gain nothing. */
  private static final long CHUNK_VALUES = 1L << 24;

  private final OpenClContext context;
  private final Tiling tiling;
  private final TrainingProgram program;
  private final NetworkSpec network;
  private final DeviceBuffer parameters;
  private final int depth;
  private final int chunk;
  private final List<DeviceBuffer> activations = new ArrayList<>();

  /**
   * @param depth how many layers, from the first one on
   * @param examples the most that will be asked for at a time; chunks may be smaller
   */
  ForwardPass(
      OpenClContext context,
      Tiling tiling,
      TrainingProgram program,
      DeviceBuffer parameters,
      int depth,
      int examples) {
    this.context = context;
    this.tiling = tiling;
    this.program = program;
    this.network = program.network();
    this.parameters = parameters;
    this.depth = depth;
    List<DenseSpec> layers = network.layers().subList(0, depth);
    long perExample = program.replicas() * layers.stream().mapToLong(DenseSpec::outputs).sum();
    chunk = Math.clamp(CHUNK_VALUES / perExample, 1, examples);
    for (DenseSpec layer : layers) {
      activations.add(
          context.buffer("predictions", (long) program.replicas() * chunk * layer.outputs()));
    }
  }

  /** The most examples that {@link #run} takes. */
  int chunk() {
    return chunk;
  }

  /**
   * The last layer's activations, {@code [R][chunk()][O]}: of each replica the first count count.
   */
  DeviceBuffer output() {
    return activations.getLast();
  }

  /** Runs the layers over count examples from an index on. Does not wait. */
  void run(DeviceBuffer examples, long from, int count) {
    run(examples, from, count, output(), (long) chunk * network.layer(depth - 1).outputs(), 0);
  }

  /**
   * Runs the layers over count examples from an index on, and writes the last one's activations
   * into another buffer.
   *
   * @param stride values from one replica's to the next one's
   * @param start where replica 0's start
   */
  void run(
      DeviceBuffer examples,
      long from,
      int count,
      DeviceBuffer destination,
      long stride,
      long start) {
    for (int l = 0; l < depth; l++) {
      DenseSpec layer = network.layer(l);
      boolean bottom = l == 0;
      boolean top = l == depth - 1;
      boolean softmax = layer.activation() == Activation.SOFTMAX;
      try (Kernel forward = context.kernel("forward")) {
        forward
            .with(bottom ? examples : activations.get(l - 1))
            .with(bottom ? 0 : (long) chunk * layer.inputs())
            .with(bottom ? from * layer.inputs() : 0)
            .with((DeviceBuffer) null)
            .with(count)
            .with((DeviceBuffer) null)
            .with(count)
            .with(layer.inputs())
            .with(layer.outputs())
            .with(KernelNumbers.of(layer.activation()))
            .with(parameters)
            .with((long) network.parameters().size())
            .with((long) network.parameters().weight(network.weightOwner(l)).offset())
            .with((long) network.parameters().bias(l).offset())
            .with(layer.isTied() ? 1 : 0)
            .with(top ? destination : activations.get(l))
            .with(top ? stride : (long) chunk * layer.outputs())
            .with(top ? start : 0)
            .over(groups(tiling.tiles(count, layer.outputs())), program.replicas(), tiling.group())
            .launch(0);
      }
      if (softmax) {
        softmax(destination, stride, count, layer.outputs());
      }
    }
  }

  private void softmax(DeviceBuffer z, long stride, int count, int outputs) {
    try (Kernel softmax = context.kernel("softmax")) {
      softmax
          .with(z)
          .with(stride)
          .with(count)
          .over(Math.ceilDiv(count, tiling.groupRows()), program.replicas(), tiling.group())
          .launch(outputs);
    }
  }

  private int groups(int tiles) {
    return Binding.groups(context, tiling, program.replicas(), tiles);
  }

  @Override
  public void close() {
    activations.forEach(DeviceBuffer::close);
  }
}
