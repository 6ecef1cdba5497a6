package dev.carryover.backend.vector;

import dev.carryover.backend.Targets;
import dev.carryover.program.Corruption;
import java.lang.foreign.Arena;

/**
 * One thread's part in gathering batches: of every four neighbouring examples one thread of those
 * that share a {@link Batch} copies all there is, from where they are bound. What it gathers is
 * whole when they have met.
 */
final class Gatherer {
  private static final int GROUP = ListedRows.ROWS;

  private final Batch batch;
  private final Share share;
  private final int[] indices;
  private final Masks masks;
  private boolean inputsAreTargets;

  Gatherer(Batch batch, int batchSize, Share share, Arena arena) {
    this.batch = batch;
    this.share = share;
    indices = new int[batchSize];
    masks = new Masks(arena);
  }

  /** y by output of the batch that was gathered last: {@code [O][lanes]}. */
  Panels targets() {
    return inputsAreTargets ? batch.features() : batch.targets();
  }

  /** Copies this thread's examples of a step, corrupts the copies, and lists what is not 0. */
  void gather(Trainer.Epoch epoch, int step) {
    int replica = epoch.replica().number();
    int count = epoch.count(step);
    for (int b = 0; b < count; b++) {
      indices[b] = epoch.order().index(replica, step * indices.length + b);
    }
    Span groups = share.of(Math.ceilDiv(count, GROUP));
    Span own = new Span(groups.from() * GROUP, Math.min(groups.to() * GROUP, count));
    Bound bound = epoch.bound();
    Blocks blocks = bound.blocks();
    int terms = bound.inputs(replica).terms();
    Panels examples = batch.examples(step);
    Corruption corruption = epoch.replica().corruption();
    boolean same = bound.inputsAreTargets() && corruption.isNone();
    inputsAreTargets = same && blocks == null;
    if (blocks == null) {
      bound.inputs(replica).copy(indices, own, examples);
    } else {
      blocks.copy(indices, own, terms, examples);
    }
    if (!corruption.isNone()) {
      masks.apply(corruption, epoch.stepsBefore() + step, examples, terms - 1, own);
    }
    if (blocks == null) {
      examples.transpose(own, terms, batch.features());
    } else {
      batch.terms().list(step, blocks, indices, count, examples);
    }
    if (!same) {
      bound.gatherTargets(this, replica, own);
    } else if (blocks != null) {
      batch.terms().features().spread(count, batch.targets());
    }
  }

  /** Sets the targets of some examples of the batch to rows. */
  void reconstruct(Rows rows, Span own) {
    rows.copy(indices, own, batch.targetsByExample());
    batch.targetsByExample().transpose(own, rows.terms(), batch.targets());
  }

  /** Sets the targets of some examples of the batch to 1 at their labels and 0 elsewhere. */
  void classify(Targets.Labels all, Span own) {
    int[] labels = batch.labels();
    for (int b = own.from(); b < own.to(); b++) {
      batch.targets().set(labels[b], b, 0);
      labels[b] = all.label(indices[b]);
      batch.targets().set(labels[b], b, 1);
    }
  }
}
