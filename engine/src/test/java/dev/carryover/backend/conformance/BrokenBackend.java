package dev.carryover.backend.conformance;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Device;
import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A sound backend with one fault put in from outside. */
record BrokenBackend(Backend sound, Fault fault) implements Backend {
  private static final AtomicInteger SESSIONS = new AtomicInteger();

  /** What is wrong with it. */
  enum Fault {
    /** Nothing. */
    NONE,
    /** One parameter turns to NaN. */
    NAN,
    /** The last layer's bias climbs instead of descending. */
    FLIPPED_BIAS_GRADIENT,
    /** The first and the last replica are exchanged. */
    REPLICAS_MIXED_UP,
    /** The last value of a prediction is never written. */
    UNWRITTEN_OUTPUT,
    /** The loss is that of another epoch. */
    STALE_LOSS,
    /** Frozen layers move. */
    THAWED,
    /** Optimizer slots are lost on the way out. */
    FORGETFUL,
    /** Two runs differ in a last bit. */
    UNSTEADY,
    /** NaN is reported as a loss of zero. */
    NAN_HIDDEN,
    /** Examples are bound once and never again. */
    BOUND_FOR_GOOD,
    /** A prediction leaves its mark on the parameters. */
    DISTURBED_BY_PREDICTION,
    /** A learning rate of zero is taken for the first replica's. */
    RESTLESS,
    /** An order that does not fit is ignored. */
    CARELESS;

    /** The checks that are there to notice. */
    List<String> caughtBy() {
      return switch (this) {
        case NONE -> List.of();
        case NAN -> List.of("primes: one step", "autoencoder: one epoch", "20 epochs: loss curve");
        case FLIPPED_BIAS_GRADIENT ->
            List.of("primes: one step", "RELU, SIGMOID, SQUARED_ERROR: one step");
        case REPLICAS_MIXED_UP ->
            List.of("R = 32, B = 5: one step", "lockstep replicas equal single runs");
        case UNWRITTEN_OUTPUT -> List.of("primes: predictions", "autoencoder: predictions");
        case STALE_LOSS -> List.of("20 epochs: loss curve");
        case THAWED -> List.of("frozen layers [1]: one epoch", "frozen layers stay bit for bit");
        case FORGETFUL ->
            List.of("a resumed run goes on bit for bit", "a loaded state comes back bit for bit");
        case UNSTEADY -> List.of("the same run twice gives the same bits");
        case NAN_HIDDEN -> List.of("NaN shows in the loss");
        case BOUND_FOR_GOOD -> List.of("frozen layers follow a new state and new examples");
        case DISTURBED_BY_PREDICTION -> List.of("predicting does not disturb training");
        case RESTLESS -> List.of("a learning rate of 0 changes nothing");
        case CARELESS -> List.of("misuse is refused");
      };
    }
  }

  @Override
  public String name() {
    return "broken";
  }

  @Override
  public Availability availability() {
    return sound.availability();
  }

  @Override
  public Session compile(TrainingProgram program, Device device) {
    return new BrokenSession(sound.compile(program, device), program);
  }

  private final class BrokenSession implements Session {
    private final Session session;
    private final TrainingProgram program;
    private final int number = SESSIONS.getAndIncrement();
    private int epochs;
    private boolean bound;
    private double[] lastLosses;

    private BrokenSession(Session session, TrainingProgram program) {
      this.session = session;
      this.program = program;
      this.lastLosses = new double[program.replicas()];
    }

    @Override
    public void bind(Examples examples, Targets targets) {
      if (fault != Fault.BOUND_FOR_GOOD || !bound) {
        session.bind(examples, targets);
        bound = true;
      }
    }

    @Override
    public void load(TrainingState state) {
      session.load(state);
    }

    @Override
    public double[] trainEpoch(BatchOrder order) {
      if (fault == Fault.CARELESS && order.replicas() != program.replicas()) {
        return new double[program.replicas()];
      }
      double[] before = bound ? session.state().parameters() : new double[0];
      double[] losses = session.trainEpoch(order);
      epochs++;
      spoil(before);
      return report(losses);
    }

    private double[] report(double[] losses) {
      double[] previous = lastLosses;
      lastLosses = losses;
      return switch (fault) {
        case STALE_LOSS -> epochs > 1 ? previous : losses;
        case NAN_HIDDEN ->
            Arrays.stream(losses).map(loss -> Double.isNaN(loss) ? 0 : loss).toArray();
        default -> losses;
      };
    }

    private void spoil(double[] before) {
      TrainingState state = session.state();
      double[] w = state.parameters();
      int size = program.network().parameters().size();
      switch (fault) {
        case NAN -> w[w.length - 1] = Double.NaN;
        case FLIPPED_BIAS_GRADIENT -> {
          Tensor bias = program.network().parameters().bias(program.network().depth() - 1);
          for (int i = 0; i < w.length; i++) {
            int place = i % size - bias.offset();
            if (place >= 0 && place < bias.size()) {
              w[i] = 2 * before[i] - w[i];
            }
          }
        }
        case REPLICAS_MIXED_UP -> {
          double[] first = Arrays.copyOf(w, size);
          System.arraycopy(w, w.length - size, w, 0, size);
          System.arraycopy(first, 0, w, w.length - size, size);
        }
        case THAWED -> program.frozenLayers().forEach(layer -> nudge(w, size, layer));
        case UNSTEADY -> w[0] = Float.intBitsToFloat(Float.floatToIntBits((float) w[0]) ^ bit());
        case RESTLESS -> {
          int still = program.learningRates().indexOf(0.0);
          if (still >= 0) {
            w[still * size] += 0.01;
          }
        }
        default -> {}
      }
      session.load(state);
    }

    private void nudge(double[] w, int size, int layer) {
      for (Tensor tensor : program.network().parameters().tensors()) {
        for (int r = 0; r < program.replicas(); r++) {
          if (tensor.layer() == layer && tensor.role() == Role.WEIGHT) {
            w[r * size + tensor.offset()] += 0.01;
          }
        }
      }
    }

    /** Another bit for the next session: as if threads had raced. */
    private int bit() {
      return 1 << (number % 7);
    }

    @Override
    public float[] predict(Examples examples) {
      float[] predictions = session.predict(examples);
      if (fault == Fault.UNWRITTEN_OUTPUT) {
        predictions[predictions.length - 1] = 0;
      }
      if (fault == Fault.DISTURBED_BY_PREDICTION) {
        TrainingState state = session.state();
        state.parameters()[0] += 0.01;
        session.load(state);
      }
      return predictions;
    }

    @Override
    public TrainingState state() {
      TrainingState state = session.state();
      return fault == Fault.FORGETFUL
          ? new TrainingState(
              state.parameters(),
              state.slots().stream().map(slot -> new double[slot.length]).toList(),
              state.steps())
          : state;
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
