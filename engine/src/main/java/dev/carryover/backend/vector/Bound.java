package dev.carryover.backend.vector;

import dev.carryover.backend.Targets;
import dev.carryover.data.Examples;
import dev.carryover.network.DenseSpec;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What {@code bind} gave the session, laid out for the kernels. */
final class Bound implements AutoCloseable {
  /** Above such a share of filled blocks, lists take longer than the terms they leave out. */
  private static final double WORTH_LISTING = 0.35;

  private final Arena arena = Arena.ofShared();
  private final Rows examples;
  private final Targets targets;
  private final Rows targetRows;
  private final boolean behindFrozenLayers;
  private final List<Rows> inputs;
  private final @Nullable Blocks blocks;

  /** Copies the examples. */
  Bound(Examples examples, Targets targets, TrainingProgram program) {
    this.examples = Rows.of(examples, arena);
    this.targets = targets;
    targetRows =
        targets instanceof Targets.Values(Examples rows) ? Rows.of(rows, arena) : this.examples;
    int first = program.firstTrainedLayer();
    behindFrozenLayers = first > 0;
    int features = program.network().layer(first).inputs();
    inputs =
        behindFrozenLayers
            ? IntStream.range(0, program.replicas())
                .mapToObj(r -> Rows.allocate(examples.count(), features, arena))
                .toList()
            : Collections.nCopies(program.replicas(), this.examples);
    boolean mayList =
        !behindFrozenLayers && program.network().layers().stream().noneMatch(DenseSpec::isTied);
    blocks = mayList ? listed(this.examples, arena) : null;
  }

  private static @Nullable Blocks listed(Rows examples, Arena arena) {
    Filled filled = Filled.of(examples);
    long all = (long) examples.count() * Math.ceilDiv(examples.terms(), Blocks.FEATURES);
    return filled.blocks() <= WORTH_LISTING * all ? Blocks.of(examples, filled, arena) : null;
  }

  /**
   * What is not 0 in the examples; null where that is most of it, or where the first layer is
   * frozen or any is tied.
   */
  @Nullable Blocks blocks() {
    return blocks;
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

  /** Sets the targets of some examples of a replica's batch. */
  void gatherTargets(Gatherer gatherer, int replica, Span some) {
    switch (targets) {
      case Targets.Inputs _, Targets.Values _ -> gatherer.reconstruct(targetRows, some);
      case Targets.Code _ -> gatherer.reconstruct(inputs(replica), some);
      case Targets.Labels labels -> gatherer.classify(labels, some);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
