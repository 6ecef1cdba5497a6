package dev.carryover.experiments.record.job;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.Phases.Phase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * What has come of a run's jobs so far. All that it tells is in the plan's order, whatever order
 * jobs ended in.
 */
public final class JobRecords {
  private final List<Experiment> plan;
  private final Map<String, JobRecord> records = new HashMap<>();

  /** Nothing yet. */
  public JobRecords(List<Experiment> plan) {
    this.plan = List.copyOf(plan);
  }

  /** Sets what has come of one, in place of what was known of it. */
  public void put(Experiment experiment, JobRecord record) {
    records.put(experiment.key(), record.withoutHistory());
  }

  /** What has come of one; empty if it has not begun. */
  public Optional<JobRecord> of(Experiment experiment) {
    return Optional.ofNullable(records.get(experiment.key()));
  }

  /** Whether one has ended well. */
  public boolean isDone(Experiment experiment) {
    return of(experiment).filter(record -> record.failure().isEmpty()).isPresent();
  }

  /** Whether one has failed. */
  public boolean hasFailed(Experiment experiment) {
    return of(experiment).filter(record -> record.failure().isPresent()).isPresent();
  }

  /** Results by the experiment's key; one without any is absent. */
  public Map<String, ExperimentResults> results() {
    Map<String, ExperimentResults> results = new LinkedHashMap<>();
    each((experiment, record) -> {
      if (!record.stages().isEmpty()) {
        results.put(experiment.key(), record.results(experiment));
      }
    });
    return results;
  }

  /** How long each stage took that was trained. */
  public List<Phase> phases() {
    return plan.stream()
        .flatMap(experiment -> of(experiment).stream())
        .flatMap(record -> record.phases().stream())
        .toList();
  }

  /** What all stages' epochs took together, without evaluation. */
  public double trainingSeconds() {
    return phases().stream().mapToDouble(Phase::trainingSeconds).sum();
  }

  /** Why jobs failed, by the experiment's key. */
  public Map<String, String> failures() {
    Map<String, String> failures = new LinkedHashMap<>();
    each((experiment, record) ->
        record.failure().ifPresent(reason -> failures.put(experiment.key(), reason)));
    return failures;
  }

  private void each(BiConsumer<Experiment, JobRecord> action) {
    plan.forEach(
        experiment -> of(experiment).ifPresent(record -> action.accept(experiment, record)));
  }
}
