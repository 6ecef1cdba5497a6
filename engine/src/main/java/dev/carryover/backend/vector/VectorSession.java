package dev.carryover.backend.vector;

import dev.carryover.backend.SessionService;
import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a program needs, allocated once: {@link #trainEpoch} allocates nothing but its
 * result, and now and then a slice of memory that the compiler fails to do without. Parameters and
 * slots belong to replicas and stay in place from epoch to epoch; workspaces belong to threads, so
 * that more replicas cost no more of them.
 *
 * <p>Where leading layers are frozen, {@link #bind} and {@link #load} compute what leaves them, for
 * every replica and every bound example, and epochs start there.
 */
final class VectorSession implements SessionService {
  private final TrainingProgram program;
  private final Assignment assignment;
  private final WorkerPool pool;
  private final List<Barrier> barriers;
  private final IntConsumer epoch = this::epoch;
  private final double[] losses;
  private Memory memory;
  private @Nullable Bound bound;
  private @Nullable BatchOrder order;
  private long[] stepsBefore = {};
  private boolean loaded;

  VectorSession(TrainingProgram program, int threads) {
    this.program = program;
    NetworkSpec network = program.network();
    int tiles =
        IntStream.range(0, network.depth())
            .map(l -> Layer.of(network, l).tiles())
            .max()
            .orElseThrow();
    assignment = new Assignment(program.replicas(), threads, Assignment.largestTeam(tiles));
    pool = WorkerPool.of(threads);
    barriers =
        IntStream.range(0, assignment.teams())
            .mapToObj(team -> pool.team(assignment.size(team)))
            .toList();
    memory = new Memory(program, false, assignment, barriers);
    losses = new double[program.replicas()];
  }

  @Override
  public void bind(Examples examples, Targets targets) {
    release();
    Bound next = new Bound(examples, targets, program);
    bound = next;
    layByInput(next.blocks() != null);
    memory.workers().forEach(worker -> worker.batch().clearTargets());
    passFrozenLayers();
  }

  /** Lays the first layer's weights by input, or by output. */
  private void layByInput(boolean byInput) {
    if (byInput != memory.byInput()) {
      Memory before = memory;
      memory = new Memory(program, byInput, assignment, barriers);
      if (loaded) {
        memory.copy(before);
      }
      before.close();
    }
  }

  @Override
  public void load(double[] parameters, List<double[]> slots) {
    int size = program.network().parameters().size();
    memory.replicas().forEach(replica -> replica.load(parameters, slots, replica.number() * size));
    loaded = true;
    passFrozenLayers();
  }

  private void passFrozenLayers() {
    int first = program.firstTrainedLayer();
    if (bound != null && loaded && first > 0) {
      Bound to = bound;
      eachChunk(
          to.examples(),
          (inference, replica, chunk) ->
              inference.activations(
                  replica, to.examples(), chunk, first, to.inputs(replica.number())));
    }
  }

  @Override
  public double[] trainEpoch(BatchOrder order, long[] stepsBefore) {
    this.order = order;
    this.stepsBefore = stepsBefore;
    pool.run(epoch);
    return losses.clone();
  }

  /** One thread's part of an epoch. */
  private void epoch(int thread) {
    Worker worker = memory.workers().get(thread);
    for (int r = thread; r < assignment.alone(); r += assignment.threads()) {
      train(worker.alone(), r);
    }
    if (worker.shared() != null) {
      train(worker.shared(), assignment.alone() + worker.team());
    }
  }

  private void train(Trainer trainer, int r) {
    if (bound != null && order != null) {
      double loss = trainer.epoch(memory.replicas().get(r), bound, order, stepsBefore[r]);
      if (trainer.leads()) {
        losses[r] = loss;
      }
    }
  }

  @Override
  public void predict(Examples examples, float[] predictions) {
    try (Arena own = Arena.ofShared()) {
      Rows rows = Rows.of(examples, own);
      eachChunk(
          rows,
          (inference, replica, chunk) -> inference.predict(replica, rows, chunk, predictions));
    }
  }

  private interface ChunkTask {
    void run(Inference inference, Replica replica, int chunk);
  }

  /** Shares out every replica's chunks of some examples among the threads. */
  private void eachChunk(Rows rows, ChunkTask task) {
    pool.run(thread -> {
      Inference inference = memory.workers().get(thread).inference();
      int chunks = inference.chunks(rows.count());
      Span own = Span.of(thread, pool.size(), Math.multiplyExact(memory.replicas().size(), chunks));
      for (int i = own.from(); i < own.to(); i++) {
        task.run(inference, memory.replicas().get(i / chunks), i % chunks);
      }
    });
  }

  @Override
  public void save(double[] parameters, List<double[]> slots) {
    int size = program.network().parameters().size();
    memory.replicas().forEach(replica -> replica.save(parameters, slots, replica.number() * size));
  }

  private void release() {
    if (bound != null) {
      bound.close();
      bound = null;
    }
  }

  @Override
  public void close() {
    release();
    if (memory.isOpen()) {
      pool.close();
      memory.close();
    }
  }
}
