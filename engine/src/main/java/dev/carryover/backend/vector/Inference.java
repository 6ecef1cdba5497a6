package dev.carryover.backend.vector;

import dev.carryover.network.Activation;
import java.lang.foreign.Arena;
import java.util.List;

/** One thread's forward passes on its own, without training. */
final class Inference {
  private final List<Layer> layers;
  private final Workspace workspace;
  private final Forward forward;
  private final Panels byExample;
  private final int[] indices;

  Inference(List<Layer> layers, Workspace workspace, Arena arena) {
    this.layers = layers;
    this.workspace = workspace;
    forward = new Forward(layers, workspace, arena);
    byExample = Panels.zeros(arena, workspace.lanes(), layers.getFirst().terms());
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
    int outputs = layers.getLast().outputs();
    Panels result = workspace.features(layers.size());
    int index = (replica.number() * examples.count() + chunk * workspace.lanes()) * outputs;
    for (int b = 0; b < count; b++) {
      for (int o = 0; o < outputs; o++) {
        to[index++] = result.get(o, b);
      }
    }
  }

  /** What leaves the layers before {@code end}, for one chunk of examples. */
  void activations(Replica replica, Rows examples, int chunk, int end, Rows to) {
    int count = forward(replica, examples, chunk, end);
    Panels result = workspace.features(end);
    for (int b = 0; b < count; b++) {
      for (int o = 0; o < to.terms() - 1; o++) {
        to.set(chunk * workspace.lanes() + b, o, result.get(o, b));
      }
    }
  }

  private int forward(Replica replica, Rows examples, int chunk, int end) {
    int from = chunk * workspace.lanes();
    int count = Math.min(workspace.lanes(), examples.count() - from);
    for (int b = 0; b < count; b++) {
      indices[b] = from + b;
    }
    Batch.gather(examples, indices, count, byExample, workspace.features(0));
    for (int l = 0; l < end; l++) {
      forward.layer(l, replica, count);
    }
    return count;
  }
}
