package dev.carryover.backend.vector;

import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All that a program is trained in, allocated at once: replicas, and what threads work with. */
final class Memory implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final TrainingProgram program;
  private final boolean byInput;
  private final List<Replica> replicas;
  private final List<Worker> workers;

  /**
   * Memory for a program, its parameters and slots 0.
   *
   * @param byInput whether the first layer's weights lie by input
   * @param barriers one for each of the assignment's teams
   */
  Memory(TrainingProgram program, boolean byInput, Assignment assignment, List<Barrier> barriers) {
    this.program = program;
    this.byInput = byInput;
    List<Layer> layers =
        IntStream.range(0, program.network().depth()).mapToObj(this::layer).toList();
    replicas =
        IntStream.range(0, program.replicas())
            .mapToObj(r -> new Replica(r, program, layers, arena))
            .toList();
    workers = Worker.all(program, layers, assignment, barriers, arena);
  }

  private Layer layer(int l) {
    Layer layer = Layer.of(program.network(), l);
    return byInput && l == 0 ? layer.laidByInput() : layer;
  }

  /** Whether the first layer's weights lie by input. */
  boolean byInput() {
    return byInput;
  }

  /** One for every replica. */
  List<Replica> replicas() {
    return replicas;
  }

  /** One for every thread. */
  List<Worker> workers() {
    return workers;
  }

  /** Copies parameters and slots from where they lie otherwise. */
  void copy(Memory from) {
    int size = program.network().parameters().size();
    double[] parameters = new double[size];
    List<double[]> slots = new ArrayList<>();
    for (int s = 0; s < program.optimizer().slots(); s++) {
      slots.add(new double[size]);
    }
    for (int r = 0; r < replicas.size(); r++) {
      from.replicas.get(r).save(parameters, slots, 0);
      replicas.get(r).load(parameters, slots, 0);
    }
  }

  /** Whether it can be used. */
  boolean isOpen() {
    return arena.scope().isAlive();
  }

  @Override
  public void close() {
    arena.close();
  }
}
