package dev.carryover.backend.tornado;

import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Holds parameters and slots on the host, on the device, or, when both are the same, on both.
 * TornadoVM ties compiled code to the arrays that it works on, and how many examples there are is
 * known only when they are bound: so {@link #bind} compiles training, and the first {@link
 * #predict} prediction.
 */
final class TornadoSession implements Session {
  private final TrainingProgram program;
  private final TornadoTarget target;
  private final Shape shape;
  private final FloatArray w;
  private final FloatArray slots;
  private @Nullable Training training;
  private @Nullable Prediction prediction;
  private boolean loaded;
  private boolean deviceIsNewer;
  private boolean hostIsNewer;
  private long steps;

  TornadoSession(TrainingProgram program, TornadoTarget target, Shape shape) {
    Memory.of(target).requireFit(program, 1, program.batchSize());
    this.program = program;
    this.target = target;
    this.shape = shape;
    int size = program.network().parameters().size();
    this.w = Slabs.floats((long) program.replicas() * size);
    this.slots = Slabs.floats((long) program.optimizer().slots() * program.replicas() * size);
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    requireWidth(examples);
    targets.requireFit(program.network().inputs(), program.network().outputs(), examples.count());
    bind(examples, targets, examples.count());
  }

  private void bind(Examples examples, Targets targets, int positions) {
    fetch();
    if (training != null) {
      training.close();
      training = null;
    }
    training = new Training(program, target, shape, examples, targets, positions, w, slots);
    hostIsNewer = true;
  }

  @Override
  public void load(TrainingState state) {
    state.requireFits(program);
    set(w, 0, state.parameters());
    for (int s = 0; s < state.slots().size(); s++) {
      set(slots, s * w.getSize(), state.slots().get(s));
    }
    steps = state.steps();
    loaded = true;
    deviceIsNewer = false;
    hostIsNewer = true;
  }

  @Override
  public double[] trainEpoch(BatchOrder order) {
    requireLoaded();
    if (training == null) {
      throw new IllegalStateException("bind examples before training");
    }
    order.requireFits(program, training.examples().count());
    if (order.length() > training.positions()) {
      bind(training.examples(), training.targets(), order.length());
    }
    if (hostIsNewer) {
      training.load();
      hostIsNewer = false;
    }
    double[] losses = training.epoch(order, steps);
    deviceIsNewer = true;
    steps += program.stepsPerEpoch(order.length());
    return losses;
  }

  @Override
  public float[] predict(Examples examples) {
    requireLoaded();
    requireWidth(examples);
    fetch();
    if (prediction == null) {
      prediction = new Prediction(program, target, shape, w);
    }
    return prediction.of(examples);
  }

  @Override
  public TrainingState state() {
    requireLoaded();
    fetch();
    List<double[]> copies = new ArrayList<>();
    for (int s = 0; s < program.optimizer().slots(); s++) {
      copies.add(get(slots, s * w.getSize(), w.getSize()));
    }
    return new TrainingState(get(w, 0, w.getSize()), copies, steps);
  }

  /** Brings the host up to date with the device. */
  private void fetch() {
    if (deviceIsNewer && training != null) {
      training.read();
      deviceIsNewer = false;
    }
  }

  private static void set(FloatArray array, int start, double[] values) {
    for (int i = 0; i < values.length; i++) {
      array.set(start + i, (float) values[i]);
    }
  }

  private static double[] get(FloatArray array, int start, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = array.get(start + i);
    }
    return values;
  }

  private void requireLoaded() {
    if (!loaded) {
      throw new IllegalStateException("load a state first");
    }
  }

  private void requireWidth(Examples examples) {
    if (examples.features() != program.network().inputs()) {
      throw new IllegalArgumentException(
          "%s takes examples of %d values, found %d"
              .formatted(program.network(), program.network().inputs(), examples.features()));
    }
  }

  @Override
  public void close() {
    loaded = false;
    if (training != null) {
      training.close();
    }
    if (prediction != null) {
      prediction.close();
    }
  }
}
