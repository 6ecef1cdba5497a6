package dev.carryover.experiments.record.job;

import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.run.StageRef;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Writes a job's checkpoints: now and then, at the end of every stage, and when the process is to
 * end. It comes behind what records the job, since it writes what that has recorded.
 */
public final class Checkpointer implements Observer {
  /** At least so many times what writing one of each job took: under 2% of the time. */
  private static final long LEAST_RATIO = 50;

  private final Checkpoints checkpoints;
  private final Supplier<JobRecord> job;
  private final Duration cadence;
  private final int together;
  private final BooleanSupplier ending;
  private long due;

  /**
   * @param job what has come of the job so far
   * @param cadence how often one is written, where that is fast
   * @param together how many jobs run together, each of which writes its own
   * @param ending whether the process is to end, so that the next moment is the last
   */
  public Checkpointer(
      Checkpoints checkpoints,
      Supplier<JobRecord> job,
      Duration cadence,
      int together,
      BooleanSupplier ending) {
    this.checkpoints = checkpoints;
    this.job = job;
    this.cadence = cadence;
    this.together = together;
    this.ending = ending;
    this.due = System.nanoTime() + cadence.toNanos();
  }

  @Override
  public void paused(StageRef stage, Supplier<StageProgress> progress) {
    if (ending.getAsBoolean() || System.nanoTime() - due >= 0) {
      write(() -> Optional.of(progress.get()));
    }
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    write(Optional::empty);
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    write(Optional::empty);
  }

  private void write(Supplier<Optional<StageProgress>> running) {
    long begun = System.nanoTime();
    checkpoints.write(new Checkpoint(job.get(), running.get()));
    long ended = System.nanoTime();
    due = ended + Math.max(cadence.toNanos(), LEAST_RATIO * together * (ended - begun));
  }
}
