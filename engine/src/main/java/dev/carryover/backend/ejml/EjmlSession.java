package dev.carryover.backend.ejml;

import dev.carryover.backend.Session;
import dev.carryover.backend.Targets;
import dev.carryover.backend.TrainingState;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.jspecify.annotations.Nullable;

/** Loops over replicas, and over each one's batches. */
final class EjmlSession implements Session {
  private final TrainingProgram program;
  private @Nullable Batches batches;
  private List<Replica> replicas = List.of();
  private long steps;

  EjmlSession(TrainingProgram program) {
    this.program = program;
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    batches = new Batches(program.network(), examples, targets);
  }

  @Override
  public void load(TrainingState state) {
    state.requireFits(program);
    replicas =
        IntStream.range(0, program.replicas())
            .mapToObj(r -> Replica.load(program, r, state))
            .toList();
    steps = state.steps();
  }

  @Override
  public double[] trainEpoch(BatchOrder order) {
    requireLoaded();
    if (batches == null) {
      throw new IllegalStateException("bind examples before training");
    }
    order.requireFits(program, batches.count());
    double[] losses = new double[replicas.size()];
    for (int r = 0; r < losses.length; r++) {
      losses[r] = trainEpoch(replicas.get(r), r, order, batches);
    }
    steps += program.stepsPerEpoch(order.length());
    return losses;
  }

  private double trainEpoch(Replica replica, int r, BatchOrder order, Batches examples) {
    double loss = 0;
    long step = steps;
    for (int from = 0; from < order.length(); from += program.batchSize()) {
      int to = Math.min(from + program.batchSize(), order.length());
      int[] batch = IntStream.range(from, to).map(i -> order.index(r, i)).toArray();
      loss += replica.step(examples.inputs(batch), examples.targets(batch), ++step);
    }
    return loss / order.length();
  }

  @Override
  public float[] predict(Examples examples) {
    requireLoaded();
    SimpleMatrix x = Batches.matrix(program.network(), examples);
    float[] predictions =
        new float
            [Math.multiplyExact(program.replicas() * x.getNumRows(), program.network().outputs())];
    int i = 0;
    for (Replica replica : replicas) {
      for (double a : replica.predict(x).getDDRM().data) {
        predictions[i++] = (float) a;
      }
    }
    return predictions;
  }

  @Override
  public TrainingState state() {
    requireLoaded();
    int size = program.network().parameters().size();
    double[] parameters = new double[program.replicas() * size];
    List<double[]> slots = new ArrayList<>();
    for (int s = 0; s < program.optimizer().slots(); s++) {
      slots.add(new double[parameters.length]);
    }
    for (int r = 0; r < program.replicas(); r++) {
      replicas.get(r).store(r * size, parameters, slots);
    }
    return new TrainingState(parameters, slots, steps);
  }

  private void requireLoaded() {
    if (replicas.isEmpty()) {
      throw new IllegalStateException("load a state first");
    }
  }

  @Override
  public void close() {
    replicas = List.of();
    batches = null;
  }
}
