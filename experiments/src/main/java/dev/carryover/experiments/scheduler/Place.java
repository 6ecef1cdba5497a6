package dev.carryover.experiments.scheduler;

import java.util.Optional;

/** Where a job runs. */
public interface Place {

  /** The address of the device that is the job's own, as its machine counts; empty if none is. */
  Optional<String> device();

  /**
   * Goes on, unless the job is to end before its time.
   *
   * @throws RuntimeException if it is
   */
  void requireWanted();
}
