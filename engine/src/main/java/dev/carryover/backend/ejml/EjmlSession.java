package dev.carryover.backend.ejml;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.simple.SimpleMatrix;
import org.jspecify.annotations.Nullable;

/** Loops over replicas, and over each one's batches. */
final class EjmlSession implements SessionService {
  private final TrainingProgram program;
  private @Nullable Batches batches;
  private List<Replica> replicas = List.of();

  EjmlSession(TrainingProgram program) {
    this.program = program;
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    batches = new Batches(examples, targets, program.network().outputs());
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    replicas =
        IntStream.range(0, program.replicas())
            .mapToObj(r -> Replica.load(program, r, parameters, slots))
            .toList();
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    Batches bound = Objects.requireNonNull(batches, "bound");
    return IntStream.range(0, replicas.size())
        .mapToDouble(r -> trainEpoch(replicas.get(r), r, order, stepsBefore[r], bound))
        .toArray();
  }

  private double trainEpoch(
      Replica replica, int r, BatchOrder order, long stepsBefore, Batches bound) {
    double loss = 0;
    long step = stepsBefore;
    for (int from = 0; from < order.length(r); from += program.batchSize()) {
      int to = Math.min(from + program.batchSize(), order.length(r));
      int[] batch = IntStream.range(from, to).map(i -> order.index(r, i)).toArray();
      loss += replica.step(bound.inputs(batch), code -> bound.targets(batch, code), ++step);
    }
    return loss;
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    SimpleMatrix x = Batches.matrix(examples);
    int i = 0;
    for (Replica replica : replicas) {
      for (double a : replica.predict(x).getDDRM().data) {
        predictions[i++] = (float) a;
      }
    }
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    int size = program.network().parameters().size();
    for (int r = 0; r < program.replicas(); r++) {
      replicas.get(r).store(r * size, parameters, slots);
    }
  }

  @Override
  public void close() {
    replicas = List.of();
    batches = null;
  }
}
