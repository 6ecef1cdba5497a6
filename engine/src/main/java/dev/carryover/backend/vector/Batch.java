package dev.carryover.backend.vector;

import static dev.carryover.backend.vector.Tile.LANES;
import static dev.carryover.backend.vector.Tile.ORDER;
import static dev.carryover.backend.vector.Tile.PANEL;
import static dev.carryover.backend.vector.Tile.SPECIES;

import dev.carryover.backend.Targets;
import dev.carryover.program.Corruption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/**
 * A thread's own copy of a batch: what enters the first trained layer, and the targets. The threads
 * of a team each gather all of it, because to read what another has just written takes longer.
 */
final class Batch {
  private final Panels features;
  private final Panels[] examples;
  private final Panels targets;
  private final Panels targetsByExample;
  private final BatchTerms terms;
  private final int[] labels;
  private final int[] indices;
  private final Masks masks;
  private boolean inputsAreTargets;

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
    indices = new int[batchSize];
    masks = new Masks(arena);
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

  /** y by output: {@code [O][lanes]}. */
  Panels targets() {
    return inputsAreTargets ? features : targets;
  }

  /** Forgets labels gathered from other targets. */
  void clearTargets() {
    targets.values().fill((byte) 0);
    Arrays.fill(labels, 0);
  }

  /** Copies the examples of a step from where they are bound, and corrupts the copies. */
  void gather(Trainer.Epoch epoch, int step) {
    int replica = epoch.replica().number();
    int count = epoch.count(step);
    for (int b = 0; b < count; b++) {
      indices[b] = epoch.order().index(replica, step * labels.length + b);
    }
    Blocks blocks = epoch.bound().blocks();
    boolean corrupted = !epoch.replica().corruption().isNone();
    Rows rows = epoch.bound().inputs(replica);
    if (blocks == null) {
      copy(epoch, rows, step, count);
      examples(step).transpose(count, rows.terms(), features);
    } else if (corrupted) {
      copy(epoch, rows, step, count);
      terms.list(step, blocks, indices, count, examples(step));
    } else {
      terms.list(step, blocks, indices, count);
    }
    boolean same = epoch.bound().inputsAreTargets() && !corrupted;
    inputsAreTargets = same && blocks == null;
    if (!same) {
      epoch.bound().gatherTargets(this, replica, count);
    } else if (blocks != null) {
      reconstruct(count);
    }
  }

  private void copy(Trainer.Epoch epoch, Rows rows, int step, int count) {
    Corruption corruption = epoch.replica().corruption();
    copy(rows, indices, count, examples(step));
    if (!corruption.isNone()) {
      long stepsBefore = epoch.stepsBefore() + step;
      masks.apply(corruption, stepsBefore, examples(step), rows.terms() - 1, count);
    }
  }

  /** Sets the targets to rows of examples. */
  void reconstruct(Rows rows, int count) {
    gather(rows, indices, count, targetsByExample, targets);
  }

  /** Sets the targets to what is listed of the inputs. */
  private void reconstruct(int count) {
    targets.values().fill((byte) 0);
    for (int b = 0; b < count; b += ListedRows.ROWS) {
      terms.features().spread(b / ListedRows.ROWS, targets.values(), targets.index(0, b));
    }
  }

  /** Sets the targets to 1 at the examples' labels and 0 elsewhere. */
  void classify(Targets.Labels all, int count) {
    for (int b = 0; b < count; b++) {
      targets.set(labels[b], b, 0);
      labels[b] = all.label(indices[b]);
      targets.set(labels[b], b, 1);
    }
  }

  /** Copies rows, with the constant 1 behind them, to both orders. */
  static void gather(Rows rows, int[] indices, int count, Panels byExample, Panels byFeature) {
    copy(rows, indices, count, byExample);
    byExample.transpose(count, rows.terms(), byFeature);
  }

  private static void copy(Rows rows, int[] indices, int count, Panels byExample) {
    for (int b = 0; b < count; b++) {
      for (int i = 0; i < rows.terms(); i += PANEL) {
        copy(rows.values(), rows.index(indices[b], i), byExample.values(), byExample.index(b, i));
      }
    }
  }

  private static void copy(MemorySegment from, long index, MemorySegment to, long toIndex) {
    for (int j = 0; j < PANEL; j += LANES) {
      FloatVector.fromMemorySegment(SPECIES, from, 4 * (index + j), ORDER)
          .intoMemorySegment(to, 4 * (toIndex + j), ORDER);
    }
  }
}
