package dev.carryover.backend.conformance;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.ParameterLayout.Role;
import dev.carryover.network.ParameterLayout.Tensor;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A sound session with one fault put in from outside. */
final class BrokenSession implements SessionService {
  /** As many activations as a first chunk holds. */
  private static final long CHUNK = 1L << 24;

  private static final AtomicInteger SESSIONS = new AtomicInteger();

  private final SessionService service;
  private final TrainingProgram program;
  private final Fault fault;
  private final int number = SESSIONS.getAndIncrement();
  private int epochs;
  private boolean bound;
  private double[] lastLosses;

  /** Steps before and length of the first epoch after a state was loaded; empty until then. */
  private long[] firstSteps = {};

  private int firstLength = Integer.MAX_VALUE;

  BrokenSession(SessionService service, TrainingProgram program, Fault fault) {
    this.service = service;
    this.program = program;
    this.fault = fault;
    this.lastLosses = new double[program.replicas()];
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    if (fault != Fault.BOUND_FOR_GOOD || !bound) {
      service.bind(spoilt(examples), spoilt(targets, examples.count()));
      bound = true;
    }
  }

  private Examples spoilt(Examples examples) {
    float[] values = new float[examples.count() * examples.features()];
    int zeros = 0;
    for (int n = 0; n < examples.count(); n++) {
      int last = -1;
      for (int i = 0; i < examples.features(); i++) {
        int place = n * examples.features() + i;
        values[place] = examples.value(n, i);
        zeros += values[place] == 0 ? 1 : 0;
        last = values[place] == 0 ? last : place;
      }
      if (last >= 0) {
        values[last] = 0;
      }
    }
    return fault == Fault.FEATURE_LEFT_OUT && 2 * zeros > values.length
        ? new Examples(examples.count(), examples.features(), values)
        : examples;
  }

  private Targets spoilt(Targets targets, int count) {
    if (fault == Fault.VALUES_AS_LABELS && targets instanceof Targets.Values(Examples rows)) {
      return labels(rows);
    }
    if (fault == Fault.CODE_FORGOTTEN && targets instanceof Targets.Code) {
      int outputs = program.network().outputs();
      return new Targets.Values(new Examples(count, outputs, new float[count * outputs]));
    }
    return targets;
  }

  private static Targets labels(Examples rows) {
    return new Targets.Labels(
        IntStream.range(0, rows.count())
            .map(i ->
                IntStream.range(0, rows.features())
                    .reduce(0, (a, b) -> rows.value(i, b) > rows.value(i, a) ? b : a))
            .toArray());
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    firstSteps = new long[0];
    service.load(parameters, slots);
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    if (firstSteps.length == 0) {
      firstSteps = stepsBefore.clone();
    }
    firstLength = Math.min(firstLength, epochs == 0 ? order.longest() : Integer.MAX_VALUE);
    double[] before = parameters();
    double[] losses = service.trainEpoch(spoilt(order), spoilt(stepsBefore));
    epochs++;
    spoil(before);
    return report(losses);
  }

  private BatchOrder spoilt(BatchOrder order) {
    return switch (fault) {
      case FIRST_LENGTH_KEPT -> order(order, r -> r.limit(firstLength));
      case REPETITIONS_DROPPED -> order(order, IntStream::distinct);
      case LONGEST_FOR_ALL ->
          order(
              order,
              r -> {
                int[] own = r.toArray();
                return IntStream.range(0, order.longest()).map(i -> own[i % own.length]);
              });
      default -> order;
    };
  }

  private interface Change {
    IntStream of(IntStream indices);
  }

  private static BatchOrder order(BatchOrder order, Change change) {
    return new BatchOrder(
        IntStream.range(0, order.replicas())
            .mapToObj(r ->
                change
                    .of(IntStream.range(0, order.length(r)).map(i -> order.index(r, i)))
                    .toArray())
            .toArray(int[][]::new));
  }

  private long[] spoilt(long[] steps) {
    boolean adam = program.optimizer() instanceof Optimizer.Adam;
    boolean corrupted = program.corrupts();
    long[] spoilt = steps.clone();
    switch (fault) {
      case ADAM_STARTS_OVER -> Arrays.setAll(spoilt, r -> adam ? firstSteps[r] : steps[r]);
      case ONE_STEP_COUNT -> Arrays.fill(spoilt, steps[0]);
      case MASKS_REPEATED -> Arrays.setAll(spoilt, r -> corrupted ? 0 : steps[r]);
      case MASKS_START_OVER ->
          Arrays.setAll(spoilt, r -> corrupted ? steps[r] - firstSteps[r] : steps[r]);
      default -> {}
    }
    return spoilt;
  }

  private double[] report(double[] losses) {
    double[] previous = lastLosses;
    lastLosses = losses.clone();
    return switch (fault) {
      case STALE_LOSS -> epochs > 1 ? previous : losses;
      case NAN_HIDDEN -> Arrays.stream(losses).map(loss -> Double.isNaN(loss) ? 0 : loss).toArray();
      default -> losses;
    };
  }

  private void spoil(double[] before) {
    double[] w = parameters();
    int size = program.network().parameters().size();
    switch (fault) {
      case NAN -> w[w.length - 1] = Double.NaN;
      case FLIPPED_BIAS_GRADIENT ->
          eachBias(program.network().depth() - 1, (r, i) -> w[i] = 2 * before[i] - w[i]);
      case BIASES_DECAYED -> {
        for (int l = 0; l < program.network().depth(); l++) {
          eachBias(
              l,
              (r, i) ->
                  w[i] -=
                      program.learningRates().get(r) * program.weightDecays().get(r) * before[i]);
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
    service.load(w, slots());
  }

  private interface PlaceTask {
    void run(int replica, int index);
  }

  private void eachBias(int layer, PlaceTask task) {
    Tensor bias = program.network().parameters().bias(layer);
    for (int r = 0; r < program.replicas(); r++) {
      for (int i = 0; i < bias.size(); i++) {
        task.run(r, r * program.network().parameters().size() + bias.offset() + i);
      }
    }
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

  private double[] parameters() {
    double[] parameters = zeros();
    service.save(parameters, Stream.generate(this::zeros).limit(slotCount()).toList());
    return parameters;
  }

  private List<double[]> slots() {
    List<double[]> slots = Stream.generate(this::zeros).limit(slotCount()).toList();
    service.save(zeros(), slots);
    return slots;
  }

  private int slotCount() {
    return program.optimizer().slots();
  }

  private double[] zeros() {
    return new double[program.replicas() * program.network().parameters().size()];
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    service.predict(examples, predictions);
    switch (fault) {
      case UNWRITTEN_OUTPUT -> predictions[predictions.length - 1] = 0;
      case SECOND_CHUNK_LOST -> {
        if (predictions.length > CHUNK) {
          predictions[predictions.length - 1] = 0;
        }
      }
      case DISTURBED_BY_PREDICTION -> {
        double[] w = parameters();
        w[0] += 0.01;
        service.load(w, slots());
      }
      default -> {}
    }
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    service.save(parameters, slots);
    if (fault == Fault.FORGETFUL) {
      slots.forEach(slot -> Arrays.fill(slot, 0));
    }
  }

  @Override
  public void close() {
    service.close();
  }
}
