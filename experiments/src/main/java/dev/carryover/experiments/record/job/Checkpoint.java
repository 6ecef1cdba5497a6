package dev.carryover.experiments.record.job;

import dev.carryover.experiments.run.StageProgress;
import java.util.Optional;

/**
 * From where a job goes on to the same bits as if it had never stopped.
 *
 * @param job what has come of it, the running stage's history included
 * @param running where the stage stands that was in training; empty between stages
 */
public record Checkpoint(JobRecord job, Optional<StageProgress> running) {}
