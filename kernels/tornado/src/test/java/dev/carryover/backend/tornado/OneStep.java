package dev.carryover.backend.tornado;

import dev.carryover.backend.TrainingState;
import dev.carryover.backend.conformance.Subject;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * What one step of a program of two layers, with Adam, left on the device. Rows beyond the batch's
 * examples are left out; of each array, one replica at a time.
 */
final class OneStep {
  /** The step's number: not the first, so that Adam's corrections are not trivial. */
  static final int NUMBER = 3;

  private final TrainingProgram program;
  private final int count;
  private final TrainingState start;
  private final Slabs slabs;

  private OneStep(Subject subject, TrainingState start, Slabs slabs) {
    this.program = subject.program();
    this.count = subject.examples().count();
    this.start = start;
    this.slabs = slabs;
  }

  /** Runs a step on all of a subject's examples, in their own order. */
  static OneStep of(Subject subject, Shape shape) {
    TrainingProgram program = subject.program();
    int count = subject.examples().count();
    TrainingState start = start(subject);
    int size = program.replicas() * Rows.parameters(program.network());
    FloatArray w = Slabs.floats(size);
    FloatArray slots = Slabs.floats(2L * size);
    Rows.pack(program.network(), start.parameters(), w, 0);
    Rows.pack(program.network(), start.slots().get(0), slots, 0);
    Rows.pack(program.network(), start.slots().get(1), slots, size);
    Slabs slabs = Training.slabs(program, subject.examples(), subject.targets(), count, w, slots);
    for (int r = 0; r < program.replicas(); r++) {
      slabs.progress().set(Progress.length(r), count);
    }
    for (int i = 0; i < program.replicas() * count; i++) {
      slabs.order().set(i, i % count);
    }
    long[] before = new long[program.replicas()];
    Arrays.fill(before, NUMBER - 1);
    Coefficients.setSteps(slabs.coefficients(), program, before, 1);
    TornadoTarget target = TornadoTarget.all().getFirst();
    try (Launches launches =
        new Launches(target, "one step", shape, Phase.ofTraining(program), slabs, false)) {
      launches.load();
      launches.run(1);
      launches.read(slabs.w(), slabs.slots(), slabs.a(), slabs.d(), slabs.losses());
    }
    return new OneStep(subject, start, slabs);
  }

  /** The subject's start, with slots that are not zero. */
  private static TrainingState start(Subject subject) {
    double[] parameters = subject.start().parameters();
    double[] m = new double[parameters.length];
    double[] v = new double[parameters.length];
    for (int i = 0; i < m.length; i++) {
      m[i] = (float) (0.01 * Math.sin(i));
      v[i] = (float) (0.001 * (1 + Math.cos(i)));
    }
    return new TrainingState(parameters, java.util.List.of(m, v), NUMBER - 1);
  }

  /** Where it started from. */
  TrainingState start() {
    return start;
  }

  /** a of the hidden layer, {@code [count][H]}. */
  double[] hidden(int r) {
    return rows(slabs.a(), Geometry.ACTIVATIONS, 0, r);
  }

  /** dz of the last layer, {@code [count][O]}. */
  double[] outputGradient(int r) {
    return rows(slabs.d(), Geometry.GRADIENTS, 1, r);
  }

  /** dz of the hidden layer, {@code [count][H]}. */
  double[] hiddenGradient(int r) {
    return rows(slabs.d(), Geometry.GRADIENTS, 0, r);
  }

  private double[] rows(FloatArray array, int field, int layer, int r) {
    int outputs = program.network().layer(layer).outputs();
    int stride = Rows.stride(outputs);
    int start =
        slabs.geometry().get(Geometry.layer(layer) + field) + r * program.batchSize() * stride;
    double[] values = new double[count * outputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(start + i / outputs * stride + i % outputs);
    }
    return values;
  }

  /** The loss, summed over the examples. */
  double loss(int r) {
    int cells = slabs.losses().getSize() / program.replicas();
    double sum = 0;
    for (double cell : values(slabs.losses(), r * cells, cells)) {
      sum += cell;
    }
    return sum;
  }

  /** The parameters after the step, {@code [P]}. */
  double[] updated(int r) {
    return parameters(slabs.w(), 0, r);
  }

  /** Adam's m after the step, {@code [P]}. */
  double[] firstSlot(int r) {
    return parameters(slabs.slots(), 0, r);
  }

  /** Adam's v after the step, {@code [P]}. */
  double[] secondSlot(int r) {
    return parameters(slabs.slots(), slabs.w().getSize(), r);
  }

  private double[] parameters(FloatArray array, int start, int r) {
    double[] values = new double[program.network().parameters().size()];
    Rows.unpack(program.network(), array, start + r * Rows.parameters(program.network()), values);
    return values;
  }

  private static double[] values(FloatArray array, int start, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = array.get(start + i);
    }
    return values;
  }
}
