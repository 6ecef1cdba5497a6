package dev.carryover.backend.vector;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;

/**
 * The room of a batch, shared by the threads of a team or one's own: what enters the first trained
 * layer, and the targets. A {@link Gatherer} for each thread fills it.
 */
final class Batch {
  private final Panels features;
  private final Panels[] examples;
  private final Panels targets;
  private final Panels targetsByExample;
  private final BatchTerms terms;
  private final int[] labels;

  /**
   * @param first the first layer that trains
   */
  Batch(List<Layer> layers, int first, int batchSize, Arena arena) {
    int lanes = Tile.padded(batchSize);
    Layer layer = layers.get(first);
    int outputs = layers.getLast().outputs();
    features = Panels.zeros(arena, layer.terms(), lanes);
    examples =
        new Panels[] {
          Panels.zeros(arena, batchSize, layer.terms()),
          Panels.zeros(arena, batchSize, layer.terms())
        };
    targets = Panels.zeros(arena, outputs + 1, lanes);
    targetsByExample = Panels.zeros(arena, batchSize, outputs + 1);
    terms = new BatchTerms(layer.byInput() ? layer.terms() : 0, batchSize, arena);
    labels = new int[batchSize];
  }

  /** Whether each thread of a team has one of its own: see {@link FusedTrainer}. */
  static boolean isOwn(List<Layer> layers) {
    return layers.getFirst().byInput();
  }

  /** What enters the first trained layer, by feature: {@code [I + 1][lanes]}, the last row 1. */
  Panels features() {
    return features;
  }

  /**
   * The same by example, {@code [B][I + 1]}; kept until the step after the next one is gathered.
   */
  Panels examples(int step) {
    return examples[step & 1];
  }

  /** What is not 0 in it, where the first layer's weights lie by input. */
  BatchTerms terms() {
    return terms;
  }

  /** Targets that are not what enters the first trained layer, by output: {@code [O][lanes]}. */
  Panels targets() {
    return targets;
  }

  /** The same by example, {@code [B][O]}. */
  Panels targetsByExample() {
    return targetsByExample;
  }

  /** Each example's label, the one output whose target is 1. */
  int[] labels() {
    return labels;
  }

  /** Forgets targets gathered from other examples. */
  void clearTargets() {
    targets.values().fill((byte) 0);
    Arrays.fill(labels, 0);
  }
}
