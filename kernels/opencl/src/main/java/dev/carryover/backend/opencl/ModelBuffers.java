package dev.carryover.backend.opencl;

import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What training changes, and what it needs at every step, on the device. */
final class ModelBuffers {
  private final DeviceBuffer parameters;
  private final List<DeviceBuffer> slots = new ArrayList<>();
  private final DeviceBuffer rates;
  private final @Nullable DeviceBuffer weightDecays;
  private final @Nullable DeviceBuffer corruptions;
  private final @Nullable DeviceBuffer corrupted;
  private final DeviceBuffer layers;
  private final DeviceBuffer activations;
  private final DeviceBuffer gradients;

  ModelBuffers(OpenClContext context, TrainingProgram program, LayerTable table) {
    int replicas = program.replicas();
    long values = (long) replicas * program.network().parameters().size();
    parameters = context.buffer("parameters", values);
    for (int s = 0; s < program.optimizer().slots(); s++) {
      slots.add(context.buffer("optimizer slot " + s, values));
    }
    rates = context.buffer("learning rates", replicas);
    rates.write(program.learningRates().stream().mapToDouble(Double::doubleValue).toArray());
    weightDecays = weightDecays(context, program);
    corruptions = program.corrupts() ? corruptions(context, program) : null;
    corrupted =
        corruptions == null
            ? null
            : context.buffer(
                "corrupted inputs",
                (long) replicas
                    * program.batchSize()
                    * program.network().layer(table.first()).inputs());
    int[] rows = table.toArray();
    layers = context.buffer("the table of layers", rows.length);
    layers.write(0, rows, rows.length);
    activations = context.buffer("activations", replicas * table.activations());
    gradients = context.buffer("gradients", replicas * table.activations());
  }

  private static @Nullable DeviceBuffer weightDecays(
      OpenClContext context, TrainingProgram program) {
    if (program.weightDecays().stream().allMatch(decay -> decay == 0)) {
      return null;
    }
    DeviceBuffer buffer = context.buffer("weight decays", program.replicas());
    buffer.write(program.weightDecays().stream().mapToDouble(Double::doubleValue).toArray());
    return buffer;
  }

  private static DeviceBuffer corruptions(OpenClContext context, TrainingProgram program) {
    int[] numbers =
        program.corruptions().stream()
            .flatMapToInt(c -> IntStream.of(c.key()[0], c.key()[1], c.threshold(), 0))
            .toArray();
    DeviceBuffer buffer = context.buffer("corruptions", numbers.length);
    buffer.write(0, numbers, numbers.length);
    return buffer;
  }

  /** {@code [R][P]}. */
  DeviceBuffer parameters() {
    return parameters;
  }

  /** An optimizer slot, {@code [R][P]}; null where the optimizer has no such. */
  @Nullable DeviceBuffer slot(int index) {
    return index < slots.size() ? slots.get(index) : null;
  }

  /** η, {@code [R]}. */
  DeviceBuffer rates() {
    return rates;
  }

  /** λ, {@code [R]}; null where no weight decays. */
  @Nullable DeviceBuffer weightDecays() {
    return weightDecays;
  }

  /**
   * Seed and threshold as corruption.cl reads them, {@code [R][4]}; null where there is no noise.
   */
  @Nullable DeviceBuffer corruptions() {
    return corruptions;
  }

  /**
   * What enters the first trained layer in a step, {@code [R][B][I]}; null where nothing is
   * corrupted.
   */
  @Nullable DeviceBuffer corrupted() {
    return corrupted;
  }

  /** The {@link LayerTable}. */
  DeviceBuffer layers() {
    return layers;
  }

  /** Every layer's a of one step, the last one's z. */
  DeviceBuffer activations() {
    return activations;
  }

  /** Every layer's dz of one step. */
  DeviceBuffer gradients() {
    return gradients;
  }

  void load(double[] values, List<double[]> slotValues) {
    parameters.write(values);
    for (int s = 0; s < slots.size(); s++) {
      slots.get(s).write(slotValues.get(s));
    }
  }

  void save(double[] values, List<double[]> slotValues) {
    parameters.read(values);
    for (int s = 0; s < slots.size(); s++) {
      slots.get(s).read(slotValues.get(s));
    }
  }
}
