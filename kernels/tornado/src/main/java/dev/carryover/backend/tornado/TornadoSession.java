package dev.carryover.backend.tornado;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.types.arrays.FloatArray;

/**
 * Holds parameters and slots on the host, on the device, or, when both are the same, on both.
 * TornadoVM ties compiled code to the arrays that it works on, and how many examples there are is
 * known only when they are bound: so {@link #bind} compiles training, and the first {@link
 * #predict} prediction.
 */
final class TornadoSession implements SessionService {
  private final TrainingProgram program;
  private final TornadoTarget target;
  private final Shape shape;
  private final FloatArray w;
  private final FloatArray slots;
  private @Nullable Training training;
  private @Nullable Prediction prediction;
  private boolean deviceIsNewer;
  private boolean hostIsNewer;

  TornadoSession(TrainingProgram program, TornadoTarget target, Shape shape) {
    Memory.of(target).requireFit(program, 1, new Targets.Labels(), program.batchSize());
    this.program = program;
    this.target = target;
    this.shape = shape;
    int size = Rows.parameters(program.network());
    this.w = Slabs.floats((long) program.replicas() * size);
    this.slots = Slabs.floats((long) program.optimizer().slots() * program.replicas() * size);
  }

  @Override
  public void bind(Examples examples, Targets targets) {
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
  public void load(double[] parameters, List<double[]> slotValues) {
    Rows.pack(program.network(), parameters, w, 0);
    for (int s = 0; s < slotValues.size(); s++) {
      Rows.pack(program.network(), slotValues.get(s), slots, s * w.getSize());
    }
    deviceIsNewer = false;
    hostIsNewer = true;
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    Training bound = Objects.requireNonNull(training, "bound");
    if (order.longest() > bound.positions()) {
      bind(bound.examples(), bound.targets(), order.longest());
      bound = Objects.requireNonNull(training, "bound");
    }
    if (hostIsNewer) {
      bound.load();
      hostIsNewer = false;
    }
    double[] losses = bound.epoch(order, stepsBefore);
    deviceIsNewer = true;
    return losses;
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    fetch();
    if (prediction == null) {
      prediction = new Prediction(program, target, shape, w);
    }
    prediction.of(examples, predictions);
  }

  @Override
  public void save(double[] parameters, List<double[]> slotValues) {
    fetch();
    Rows.unpack(program.network(), w, 0, parameters);
    for (int s = 0; s < slotValues.size(); s++) {
      Rows.unpack(program.network(), slots, s * w.getSize(), slotValues.get(s));
    }
  }

  /** Brings the host up to date with the device. */
  private void fetch() {
    if (deviceIsNewer && training != null) {
      training.read();
      deviceIsNewer = false;
    }
  }

  /** What runs where, for people to read. */
  @Override
  public String toString() {
    return "tornado on %s: %s".formatted(target.device().name(), shape);
  }

  @Override
  public void close() {
    if (training != null) {
      training.close();
    }
    if (prediction != null) {
      prediction.close();
    }
  }
}
