package dev.carryover.backend.vector;

import dev.carryover.program.BatchOrder;
import dev.carryover.program.TrainingProgram;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * One thread's part in one replica's training. All threads of a team call {@link #epoch} with the
 * same arguments, and meet where one needs what others made.
 */
sealed interface Trainer permits FusedTrainer, TiedTrainer {

  /**
   * A trainer for a program: step by step where layers that train are tied, otherwise fused.
   *
   * @param workspace the team's
   * @param batch the team's, or the thread's own: see {@link Batch#isOwn}
   */
  static Trainer of(
      TrainingProgram program,
      List<Layer> layers,
      Workspace workspace,
      Batch batch,
      Share share,
      Arena arena) {
    boolean tied = layers.stream().skip(program.firstTrainedLayer()).anyMatch(Layer::tied);
    return tied
        ? new TiedTrainer(program, layers, workspace, batch, share, arena)
        : new FusedTrainer(program, layers, workspace, batch, share, arena);
  }

  /** Whether this is the thread of rank 0. */
  boolean leads();

  /**
   * Trains a replica for one epoch and returns the sum of its examples' losses, to the team's
   * thread of rank 0; to the others 0.
   *
   * @param stepsBefore how many steps were made before this epoch
   */
  double epoch(Replica replica, Bound bound, BatchOrder order, long stepsBefore);

  /**
   * One replica's epoch.
   *
   * @param examples how many it visits
   * @param batchSize B
   */
  record Epoch(
      Replica replica,
      Bound bound,
      BatchOrder order,
      long stepsBefore,
      int examples,
      int batchSize) {

    static Epoch of(
        Replica replica, Bound bound, BatchOrder order, long stepsBefore, int batchSize) {
      return new Epoch(
          replica, bound, order, stepsBefore, order.length(replica.number()), batchSize);
    }

    /** How many steps it has. */
    int steps() {
      return Math.ceilDiv(examples, batchSize);
    }

    /** How many examples a step visits; none before the first and after the last. */
    int count(int step) {
      return step < 0 ? 0 : Math.clamp(examples - (long) step * batchSize, 0, batchSize);
    }
  }
}
