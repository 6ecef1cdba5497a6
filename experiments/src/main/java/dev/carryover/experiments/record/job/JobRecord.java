package dev.carryover.experiments.record.job;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.Phases.Phase;
import dev.carryover.experiments.record.SearchResults;
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
 * @param searches how recipes were chosen, by the stage's key; also of a stage not yet trained
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
    Map<String, SearchResults> searches,
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
    searches = copy(searches);
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
        SCHEMA,
        origin,
        Map.of(),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Optional.empty());
  }

  /** What stands of it in {@code run.json}. */
  public ExperimentResults results(Experiment experiment) {
    return ExperimentResults.of(experiment, stages, grafts, searches);
  }

  /** What searches have chosen: the candidate's number by the stage's key. */
  public Map<String, Integer> chosen() {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    searches.forEach((stage, found) -> chosen.put(stage, found.chosen()));
    return chosen;
  }

  /** The same, failed. */
  public JobRecord failed(String reason) {
    return with(history, Optional.of(reason));
  }

  /** The same without its history, which is long. */
  public JobRecord withoutHistory() {
    return with(List.of(), failure);
  }

  private JobRecord with(List<String> rows, Optional<String> reason) {
    return new JobRecord(
        schema, origin, stages, grafts, searches, phases, parameters, rows, reason);
  }

  /** What another job has done as soon as it begins: the finished stages of the given keys. */
  public JobRecord only(Set<String> keys) {
    List<String> rows =
        history.stream().filter(row -> keys.contains(row.substring(0, row.indexOf(',')))).toList();
    return new JobRecord(
        schema,
        origin,
        only(stages, keys),
        Map.of(),
        only(searches, keys),
        List.of(),
        only(parameters, keys),
        rows,
        Optional.empty());
  }

  private static <T> Map<String, T> only(Map<String, T> map, Set<String> keys) {
    Map<String, T> kept = new LinkedHashMap<>(map);
    kept.keySet().retainAll(keys);
    return kept;
  }
}
