package dev.carryover.experiments.scheduler;

import java.io.Serializable;
import java.util.List;

/**
 * One job as a value: an experiment of which all replicas train in lockstep.
 *
 * @param key the experiment's, by which a run knows its job
 * @param beginsLike the key of the job whose first stages it has in common; it runs when that has
 *     ended, with that job's files in its folder. At most one
 * @param experiments its experiment, with that other one before it, as the text of an experiment
 *     file
 */
public record Job(String key, List<String> beginsLike, String experiments) implements Serializable {
  /** Copies the list. */
  public Job {
    beginsLike = List.copyOf(beginsLike);
  }
}
