package dev.carryover.experiments.scheduler;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * What every job of a run does. It is serialized, and may keep what it has read, so that the jobs
 * that one machine runs after or beside each other share it.
 */
public interface JobProgram extends Serializable {

  /** Whether a job computes on a device of which a machine may have several. */
  boolean usesDevices();

  /**
   * Runs a job to its end. A failure in training is something that came of it: it is recorded.
   *
   * @param folder where it writes what comes of it; it holds what the job that it begins like left,
   *     if that has ended well
   * @param place where it runs
   * @return the files that hold what came of it, relative to the folder; the last is its record,
   *     without which the others are nothing
   * @throws RuntimeException if it cannot run on this machine: another may be able to
   */
  List<String> run(Job job, Path folder, Place place);
}
