package dev.carryover.backend.vector;

import dev.carryover.network.Activation;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** One thread's forward passes on its own, without training. */
final class Inference {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Forward forward;
  private final Panels inputs;
  private final Panels results;
  private final int[] indices;

  Inference(List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    forward = new Forward(layers, workspace, true, arena);
    inputs = Panels.zeros(arena, workspace.lanes(), layers.getFirst().terms());
    int widest = layers.stream().mapToInt(Layer::outputs).max().orElseThrow();
    results = Panels.zeros(arena, workspace.lanes(), widest);
    indices = new int[workspace.lanes()];
  }

  /** How many chunks so many examples are computed in. */
  int chunks(int examples) {
    return Math.ceilDiv(examples, workspace.lanes());
  }

  /**
   * The last layer's activations for one chunk of examples.
   *
   * @param to {@code [R][n][O]}
   */
  void predict(Replica replica, Rows examples, int chunk, float[] to) {
    int count = forward(replica, examples, chunk, layers.size());
    if (layers.getLast().activation() == Activation.SOFTMAX) {
      forward.softmax(count);
    }
    MemorySegment values = MemorySegment.ofArray(to);
    int outputs = layers.getLast().outputs();
    long first = (long) replica.number() * examples.count() + (long) chunk * workspace.lanes();
    workspace.features(layers.size()).transpose(outputs, count, results);
    for (int b = 0; b < count; b++) {
      results.copyRow(b, outputs, values, (first + b) * outputs);
    }
  }

  /** What leaves the layers before {@code end}, for one chunk of examples. */
  void activations(Replica replica, Rows examples, int chunk, int end, Rows to) {
    int count = forward(replica, examples, chunk, end);
    int outputs = to.terms() - 1;
    workspace.features(end).transpose(outputs, count, results);
    for (int b = 0; b < count; b++) {
      long row = to.index(chunk * workspace.lanes() + b, 0);
      results.copyRow(b, outputs, to.values(), row);
    }
  }

  private int forward(Replica replica, Rows examples, int chunk, int end) {
    int from = chunk * workspace.lanes();
    int count = Math.min(workspace.lanes(), examples.count() - from);
    for (int b = 0; b < count; b++) {
      indices[b] = from + b;
    }
    examples.copy(indices, new Span(0, count), inputs);
    inputs.transpose(count, examples.terms(), workspace.features(0));
    for (int l = 0; l < end; l++) {
      forward.layer(l, replica, count);
    }
    return count;
  }
}
