package dev.carryover.experiments.scheduler;

import java.util.List;

/** Runs a run's jobs outside of this process; found by {@link java.util.ServiceLoader}. */
public interface Scheduler {

  /** What {@code --on} calls it. */
  String name();

  /**
   * Runs jobs and returns when each has ended or is lost, or when the listener has had enough; what
   * still runs is then told to end. What an earlier process of the same run began and did not
   * collect is collected first.
   *
   * @param program what every job runs; sent to each machine once
   * @param jobs in the order in which they are to begin; one that begins like another stands behind
   *     it, or the other has ended earlier
   * @param settings the user's
   * @param listener hears what comes of them, on the thread that calls this
   * @throws SchedulerException if it cannot run jobs at all
   */
  void run(JobProgram program, List<Job> jobs, SchedulerSettings settings, JobListener listener);
}
