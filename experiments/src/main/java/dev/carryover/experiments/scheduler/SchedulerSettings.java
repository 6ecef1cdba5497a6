package dev.carryover.experiments.scheduler;

import java.util.Map;
import java.util.Optional;

/**
 * What a user says to a scheduler.
 *
 * @param run the run's name, for people
 * @param identity tells this run's jobs from those of every other run
 * @param master whom it asks for machines, as it spells that
 * @param shared the folder or URI that all machines see; empty for one in the run's folder
 * @param configuration its own settings, by their keys
 */
public record SchedulerSettings(
    String run,
    String identity,
    Optional<String> master,
    Optional<String> shared,
    Map<String, String> configuration) {
  /** Copies the map. */
  public SchedulerSettings {
    configuration = Map.copyOf(configuration);
  }
}
