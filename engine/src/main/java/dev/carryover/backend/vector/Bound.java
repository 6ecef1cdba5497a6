package dev.carryover.backend.vector;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What {@code bind} gave the session, laid out for the kernels. */
final class Bound implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Rows examples;
  private final Targets targets;
  private final Rows targetRows;
  private final boolean behindFrozenLayers;
  private final List<Rows> inputs;

  /**
   * Copies the examples.
   *
   * @param first the first layer that trains
   */
  Bound(Examples examples, Targets targets, int replicas, List<Layer> layers, int first) {
    this.examples = Rows.of(examples, arena);
    this.targets = targets;
    targetRows =
        targets instanceof Targets.Values(Examples rows) ? Rows.of(rows, arena) : this.examples;
    behindFrozenLayers = first > 0;
    int features = layers.get(first).inputs();
    inputs =
        behindFrozenLayers
            ? IntStream.range(0, replicas)
                .mapToObj(r -> Rows.allocate(examples.count(), features, arena))
                .toList()
            : Collections.nCopies(replicas, this.examples);
  }

  /** The examples. */
  Rows examples() {
    return examples;
  }

  /**
   * What enters a replica's first trained layer: the examples, or what frozen layers made of them.
   */
  Rows inputs(int replica) {
    return inputs.get(replica);
  }

  /** Whether what enters the first trained layer is itself the target. */
  boolean inputsAreTargets() {
    return targets instanceof Targets.Code
        || (targets instanceof Targets.Inputs && !behindFrozenLayers);
  }

  /** Sets a replica's batch's targets. */
  void gatherTargets(Batch batch, int replica, int count) {
    switch (targets) {
      case Targets.Inputs _, Targets.Values _ -> batch.reconstruct(targetRows, count);
      case Targets.Code _ -> batch.reconstruct(inputs(replica), count);
      case Targets.Labels labels -> batch.classify(labels, count);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
