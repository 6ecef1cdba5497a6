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
  private final Targets targets;
  private final DeviceBuffer examples;
  private final long frozenStride;
  private final @Nullable DeviceBuffer labels;
  private final @Nullable DeviceBuffer values;
  private final @Nullable DeviceBuffer frozen;

  BoundExamples(OpenClContext context, TrainingProgram program, Examples host, Targets targets) {
    NetworkSpec network = program.network();
    count = host.count();
    this.targets = targets;
    examples = copy(context, "examples", host);
    labels = targets instanceof Targets.Labels given ? labels(context, given) : null;
    values =
        targets instanceof Targets.Values(Examples rows) ? copy(context, "targets", rows) : null;
    int first = program.firstTrainedLayer();
    frozenStride = (long) count * network.layer(first).inputs();
    frozen =
        first == 0 ? null : context.buffer("frozen activations", program.replicas() * frozenStride);
  }

  private static DeviceBuffer copy(OpenClContext context, String what, Examples host) {
    int count = host.count();
    DeviceBuffer buffer = context.buffer(what, (long) count * host.features());
    float[] chunk = new float[Math.min(CHUNK, count) * host.features()];
    for (int from = 0; from < count; from += CHUNK) {
      int to = Math.min(from + CHUNK, count);
      host.copyTo(from, to, chunk, 0);
      buffer.write((long) from * host.features(), chunk, (to - from) * host.features());
    }
    return buffer;
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

  /** The number of examples, n. */
  int count() {
    return count;
  }

  /** What outputs are compared with. */
  Targets targets() {
    return targets;
  }

  /** {@code [n][I]}. */
  DeviceBuffer examples() {
    return examples;
  }

  /** {@code [n]}; null where targets are rows of values. */
  @Nullable DeviceBuffer labels() {
    return labels;
  }

  /**
   * The rows that outputs are compared with, {@code [n][O]}, {@link #targetStride} apart from
   * replica to replica; null where there are labels.
   */
  @Nullable DeviceBuffer targetRows() {
    return switch (targets) {
      case Targets.Labels _ -> null;
      case Targets.Values _ -> values;
      case Targets.Inputs _ -> examples;
      case Targets.Code _ -> frozen == null ? examples : frozen;
    };
  }

  /** Values from one replica's target rows to the next one's; 0 where all share them. */
  long targetStride() {
    return targets instanceof Targets.Code && frozen != null ? frozenStride : 0;
  }

  /** What enters the first trained layer, {@code [R][n][I]}; null where the examples do. */
  @Nullable DeviceBuffer frozen() {
    return frozen;
  }

  /** Values from what enters one replica's first trained layer to the next one's. */
  long frozenStride() {
    return frozenStride;
  }

  @Override
  public void close() {
    examples.close();
    if (labels != null) {
      labels.close();
    }
    if (values != null) {
      values.close();
    }
    if (frozen != null) {
      frozen.close();
    }
  }
}
