package dev.carryover.experiments.record.job;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.Phases.Phase;
import dev.carryover.experiments.record.StageResults;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has come of one job: of one experiment, all replicas of its stages in lockstep.
 *
 * @param schema 1
 * @param origin what it was computed from and on
 * @param stages results of the finished stages, by their keys
 * @param grafts results by the graft's key
 * @param phases how long its stages took; of one that another job trained, nothing
 * @param parameters SHA-256 of what each finished stage ended with, by its key
 * @param history rows, as {@code run,replica,epoch,metric,value}
 * @param failure why it ended before its time; absent if it did not
 */
public record JobRecord(
    int schema,
    JobOrigin origin,
    Map<String, StageResults> stages,
    Map<String, GraftResults> grafts,
    List<Phase> phases,
    Map<String, String> parameters,
    List<String> history,
    Optional<String> failure) {

  /** The schema that this class writes. */
  public static final int SCHEMA = 1;

  /** Copies lists and maps. */
  public JobRecord {
    stages = copy(stages);
    grafts = copy(grafts);
    phases = List.copyOf(phases);
    parameters = copy(parameters);
    history = List.copyOf(history);
  }

  private static <T> Map<String, T> copy(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Nothing done yet. */
  public static JobRecord none(JobOrigin origin) {
    return new JobRecord(
        SCHEMA, origin, Map.of(), Map.of(), List.of(), Map.of(), List.of(), Optional.empty());
  }

  /** What stands of it in {@code run.json}. */
  public ExperimentResults results(Experiment experiment) {
    return ExperimentResults.of(experiment, stages, grafts);
  }

  /** The same, failed. */
  public JobRecord failed(String reason) {
    return new JobRecord(
        schema, origin, stages, grafts, phases, parameters, history, Optional.of(reason));
  }

  /** The same without its history, which is long. */
  public JobRecord withoutHistory() {
    return new JobRecord(schema, origin, stages, grafts, phases, parameters, List.of(), failure);
  }

  /** What another job has done as soon as it begins: the finished stages of the given keys. */
  public JobRecord only(Set<String> keys) {
    Map<String, StageResults> kept = new LinkedHashMap<>(stages);
    kept.keySet().retainAll(keys);
    Map<String, String> ended = new LinkedHashMap<>(parameters);
    ended.keySet().retainAll(keys);
    List<String> rows =
        history.stream().filter(row -> keys.contains(row.substring(0, row.indexOf(',')))).toList();
    return new JobRecord(schema, origin, kept, Map.of(), List.of(), ended, rows, Optional.empty());
  }
}
