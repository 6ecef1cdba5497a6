package dev.carryover.backend.vector;

import dev.carryover.backend.Targets;
import dev.carryover.program.Corruption;
import java.lang.foreign.Arena;

/**
 * One thread's part in gathering batches: of every four neighbouring examples one thread of the
 * team copies all there is, from where they are bound to the team's {@link Batch}. What it gathers
 * is whole when the team has met.
 */
final class Gatherer {
  private static final int GROUP = ListedRows.ROWS;

  private final Batch batch;
  private final Share share;
  private final TermLister lister;
  private final int[] indices;
  private final Masks masks;
  private boolean inputsAreTargets;

  Gatherer(Batch batch, int batchSize, Share share, Arena arena) {
    this.batch = batch;
    this.share = share;
    lister = new TermLister(batch.terms());
    indices = new int[batchSize];
    masks = new Masks(arena);
  }

  /** y by output of the batch that was gathered last: {@code [O][lanes]}. */
  Panels targets() {
    return inputsAreTargets ? batch.features() : batch.targets();
  }

  /** Copies this thread's examples of a step, and corrupts the copies. */
  void gather(Trainer.Epoch epoch, int step) {
    int replica = epoch.replica().number();
    int count = epoch.count(step);
    for (int b = 0; b < count; b++) {
      indices[b] = epoch.order().index(replica, step * indices.length + b);
    }
    Span groups = share.of(Math.ceilDiv(count, GROUP));
    Span own = new Span(groups.from() * GROUP, Math.min(groups.to() * GROUP, count));
    Rows rows = epoch.bound().inputs(replica);
    Blocks blocks = epoch.bound().blocks();
    boolean corrupted = !epoch.replica().corruption().isNone();
    boolean same = epoch.bound().inputsAreTargets() && !corrupted;
    inputsAreTargets = same && blocks == null;
    if (blocks == null || corrupted) {
      copy(epoch, rows, step, own);
    }
    if (blocks == null) {
      batch.examples(step).transpose(own, rows.terms(), batch.features());
    } else {
      Panels copies = corrupted ? batch.examples(step) : null;
      lister.list(step, blocks, indices, count, groups, copies);
    }
    if (!same) {
      epoch.bound().gatherTargets(this, replica, own);
    } else if (blocks != null) {
      lister.spread(groups, batch.targets());
    }
  }

  private void copy(Trainer.Epoch epoch, Rows rows, int step, Span own) {
    Panels examples = batch.examples(step);
    rows.copy(indices, own, examples);
    Corruption corruption = epoch.replica().corruption();
    if (!corruption.isNone()) {
      masks.apply(corruption, epoch.stepsBefore() + step, examples, rows.terms() - 1, own);
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
