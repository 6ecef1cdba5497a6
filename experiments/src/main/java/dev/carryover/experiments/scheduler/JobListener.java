package dev.carryover.experiments.scheduler;

import java.nio.file.Path;
import java.util.List;

/** Takes what jobs come to. */
public interface JobListener {

  /** The run's folder. */
  Path folder();

  /** The files of a job that has ended and been taken, relative to the folder, its record last. */
  List<String> files(String key);

  /** A job has ended, well or not; its files are to be taken now or never. */
  void ended(Job job, JobResult result);

  /**
   * A job was tried as often as it is to be, and came to nothing.
   *
   * @param reason what happened the last time
   */
  void lost(Job job, String reason);

  /** Whether no more is wanted of any job. */
  boolean isOver();
}
