package dev.carryover.backend.tornado;

import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/** A program's forward pass on a device, some examples at a time. */
final class Prediction implements AutoCloseable {
  /** How many activations may lie on the device at a time. */
  private static final int ACTIVATIONS = 1 << 24;

  private static final int MOST_EXAMPLES = 1024;

  private final TrainingProgram program;
  private final int together;
  private final Slabs slabs;
  private final Launches launches;

  /**
   * Compiles.
   *
   * @param w the session's parameters, {@code [R][P]}
   */
  Prediction(TrainingProgram program, TornadoTarget target, Shape shape, FloatArray w) {
    NetworkSpec network = program.network();
    long replicas = program.replicas();
    long hidden = Rows.outputs(network, 0, network.depth() - 1);
    long last = Rows.stride(network.outputs());
    this.program = program;
    this.together = Math.clamp(ACTIVATIONS / (replicas * (hidden + last)), 1, MOST_EXAMPLES);
    long rows = replicas * together;
    this.slabs =
        new Slabs(
            Geometry.ofPrediction(program, together),
            Slabs.integers(Progress.count(program.replicas(), Phase.ofPrediction(program).size())),
            Slabs.integers(together),
            Slabs.integers(1),
            Slabs.floats(1),
            w,
            Slabs.floats(1),
            Slabs.floats((long) together * Rows.stride(network.inputs())),
            Slabs.floats(rows * hidden),
            Slabs.floats(rows * last),
            Slabs.floats(replicas * Geometry.lossCells(network, together)));
    for (int i = 0; i < together; i++) {
      slabs.order().set(i, i);
    }
    this.launches =
        new Launches(
            target, program + " in prediction", shape, Phase.ofPrediction(program), slabs, true);
  }

  /**
   * Writes the last layer's activations with the parameters that w now holds.
   *
   * @param predictions {@code [R][n][O]}
   */
  void of(Examples examples, float[] predictions) {
    int outputs = program.network().outputs();
    int count = examples.count();
    launches.load();
    for (int from = 0; from < count; from += together) {
      int rows = Math.min(together, count - from);
      Slabs.copy(examples, from, from + rows, slabs.x(), 0);
      slabs.progress().init(0);
      for (int r = 0; r < program.replicas(); r++) {
        slabs.progress().set(Progress.length(r), rows);
      }
      launches.run(1);
      launches.read(slabs.d());
      for (int r = 0; r < program.replicas(); r++) {
        for (int i = 0; i < rows; i++) {
          int at = (r * count + from + i) * outputs;
          int start = (r * together + i) * Rows.stride(outputs);
          Slabs.copy(slabs.d(), start, predictions, at, outputs);
        }
      }
    }
  }

  @Override
  public void close() {
    launches.close();
  }
}
