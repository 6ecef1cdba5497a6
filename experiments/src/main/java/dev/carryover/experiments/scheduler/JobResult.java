package dev.carryover.experiments.scheduler;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What a job that ended elsewhere has left. */
public interface JobResult {

  /** Its files, relative to the run's folder; the last is its record. */
  List<String> files();

  /** A file's content, for the caller to close. */
  InputStream open(String file) throws IOException;
}
