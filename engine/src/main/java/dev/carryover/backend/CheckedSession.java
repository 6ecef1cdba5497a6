package dev.carryover.backend;

import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The session of every backend: it refuses misuse before the backend hears of it, counts steps, and
 * allocates what callers get. A call that fails on the device leaves nothing bound or loaded that
 * it was about to change.
 */
final class CheckedSession implements Session {
  private final TrainingProgram program;
  private final SessionService service;

  /** How many examples are bound, 0 for none. */
  private int bound;

  /** How many steps each replica has taken; null while nothing is loaded. */
  private long @Nullable [] steps;

  private boolean closed;

  CheckedSession(TrainingProgram program, SessionService service) {
    this.program = program;
    this.service = service;
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    requireOpen();
    requireFeatures(examples);
    targets.requireFit(program, examples);
    bound = 0;
    service.bind(examples, targets);
    bound = examples.count();
  }

  @Override
  public void load(TrainingState state) {
    requireOpen();
    state.requireFits(program);
    steps = null;
    service.load(state.parameters(), state.slots());
    steps = IntStream.range(0, program.replicas()).mapToLong(state::steps).toArray();
  }

  @Override
  public double[] trainEpoch(BatchOrder order) {
    long[] before = requireLoaded();
    if (bound == 0) {
      throw new IllegalStateException("bind examples before training");
    }
    order.requireFits(program, bound);
    steps = null;
    double[] losses = service.trainEpoch(order, before.clone());
    for (int r = 0; r < losses.length; r++) {
      losses[r] /= order.length(r);
      before[r] += program.stepsPerEpoch(order.length(r));
    }
    steps = before;
    return losses;
  }

  @Override
  public Predictions predict(Examples examples) {
    requireLoaded();
    requireFeatures(examples);
    Predictions predictions =
        Predictions.allocate(program.replicas(), examples.count(), program.network().outputs());
    service.predict(examples, predictions.values());
    return predictions;
  }

  @Override
  public TrainingState state() {
    long[] taken = requireLoaded();
    TrainingState state = TrainingState.allocate(program, taken.clone());
    service.save(state.parameters(), state.slots());
    return state;
  }

  private long[] requireLoaded() {
    requireOpen();
    if (steps == null) {
      throw new IllegalStateException("load a state first");
    }
    return steps;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  private void requireFeatures(Examples examples) {
    NetworkSpec network = program.network();
    if (examples.features() != network.inputs()) {
      throw new IllegalArgumentException(
          "%s takes examples of %d values, found %d"
              .formatted(network, network.inputs(), examples.features()));
    }
  }

  /** What runs where, as the backend says it. */
  @Override
  public String toString() {
    return service.toString();
  }

  @Override
  public void close() {
    closed = true;
    service.close();
  }
}
