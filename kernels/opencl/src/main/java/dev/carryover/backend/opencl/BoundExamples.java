package dev.carryover.backend.opencl;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;
import org.jspecify.annotations.Nullable;

/** Examples and their targets on the device, and room for what frozen layers make of them. */
final class BoundExamples implements AutoCloseable {
  /** Examples copied at a time. */
  private static final int CHUNK = 1024;

  private final int count;
  private final DeviceBuffer examples;
  private final @Nullable DeviceBuffer labels;
  private final @Nullable DeviceBuffer frozen;

  BoundExamples(OpenClContext context, TrainingProgram program, Examples host, Targets targets) {
    NetworkSpec network = program.network();
    count = host.count();
    examples = context.buffer("examples", (long) count * host.features());
    copy(host);
    labels =
        switch (targets) {
          case Targets.Labels given -> labels(context, given);
          case Targets.Inputs _, Targets.Values _, Targets.Code _ -> null;
        };
    int first = program.firstTrainedLayer();
    frozen =
        first == 0
            ? null
            : context.buffer(
                "frozen activations",
                (long) program.replicas() * count * network.layer(first).inputs());
  }

  private void copy(Examples host) {
    float[] chunk = new float[Math.min(CHUNK, count) * host.features()];
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(from + CHUNK, count);
      host.copyTo(from, to, chunk, 0);
      examples.write((long) from * host.features(), chunk, (to - from) * host.features());
    }
  }

  private static DeviceBuffer labels(OpenClContext context, Targets.Labels given) {
    int[] values = new int[given.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = given.label(i);
    }
    DeviceBuffer buffer = context.buffer("labels", values.length);
    buffer.write(0, values, values.length);
    return buffer;
  }

  /** n. */
  int count() {
    return count;
  }

  /** {@code [n][I]}. */
  DeviceBuffer examples() {
    return examples;
  }

  /** {@code [n]}; null where the examples are their own targets. */
  @Nullable DeviceBuffer labels() {
    return labels;
  }

  /** What enters the first trained layer, {@code [R][n][I]}; null where the examples do. */
  @Nullable DeviceBuffer frozen() {
    return frozen;
  }

  @Override
  public void close() {
    examples.close();
    if (labels != null) {
      labels.close();
    }
    if (frozen != null) {
      frozen.close();
    }
  }
}
