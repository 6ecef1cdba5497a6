package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataException;
import dev.carryover.data.Sha256;
import dev.carryover.experiments.console.JobCount;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.record.job.JobRecords;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.scheduler.Scheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a run's experiments, each as one job whose record is written when it ends: in this process,
 * group after group, or wherever a scheduler runs them. What ended in an earlier process is not run
 * again.
 */
final class Jobs {
  private final RunFolder folder;
  private final Preparation prepared;
  private final JobOrigin origin;
  private final JobFiles files;
  private final JobRecords records;
  private final LocalJobs local;
  private final ExecutionOptions execution;
  private final Interruption interruption;
  private final Consumer<String> said;

  /**
   * Reads what ended in an earlier process.
   *
   * @param said hears of what the user should know, in lines
   * @throws DataException if that was of other experiments or data, or of another version
   */
  Jobs(
      RunFolder folder,
      Preparation prepared,
      ExecutionOptions execution,
      Interruption interruption,
      Consumer<String> said) {
    this(folder, prepared, origin(prepared), execution, interruption, said);
  }

  /** The same for some experiments of a run, of whose jobs that is the origin. */
  Jobs(
      RunFolder folder,
      Preparation prepared,
      JobOrigin origin,
      ExecutionOptions execution,
      Interruption interruption,
      Consumer<String> said) {
    this.folder = folder;
    this.prepared = prepared;
    this.origin = origin;
    this.files = new JobFiles(folder);
    this.records = new JobRecords(prepared.request().experiments());
    this.execution = execution;
    this.interruption = interruption;
    this.said = said;
    this.local = new LocalJobs(folder, prepared, origin, records, execution, interruption, said);
    prepared
        .request()
        .experiments()
        .forEach(experiment ->
            files
                .read(experiment)
                .ifPresent(record -> {
                  requireUnchanged(experiment, record);
                  records.put(experiment, record);
                }));
  }

  private static JobOrigin origin(Preparation prepared) {
    String text = ExperimentFile.text(prepared.request().experiments());
    Choice choice = prepared.choice();
    return new JobOrigin(
        Sha256.of(text.getBytes(StandardCharsets.UTF_8)),
        prepared.found().data().sha256(),
        Provenance.program(),
        choice.backend().name(),
        choice.device().name());
  }

  private void requireUnchanged(Experiment experiment, JobRecord record) {
    List<String> changes = record.origin().changes(origin);
    if (!changes.isEmpty()) {
      throw new DataException(
          "%s: expected %s".formatted(folder.job(experiment.key()), String.join("; ", changes)));
    }
  }

  /** What has come of them so far. */
  JobRecords records() {
    return records;
  }

  /**
   * Runs those that are not done.
   *
   * @param writer writes what comes of them
   * @param progress shows it
   */
  void run(RunWriter writer, Observer progress) {
    List<Experiment> experiments = prepared.request().experiments();
    List<Experiment> done = experiments.stream().filter(records::isDone).toList();
    files.writeHistory(done);
    done.forEach(experiment -> local.sayIfOther(records.of(experiment).orElseThrow()));
    JobCount count = new JobCount(experiments.size(), done.size());
    long begun = System.nanoTime();
    Optional<Scheduler> scheduler = execution.scheduler();
    if (scheduler.isPresent()) {
      runOn(scheduler.get(), writer, experiment -> sayEnded(count, List.of(experiment), begun));
      return;
    }
    for (List<Experiment> group : groups()) {
      local.run(group, writer, progress);
      sayEnded(count, group, begun);
    }
    files.writeHistory(experiments);
  }

  private void sayEnded(JobCount count, List<Experiment> jobs, long begun) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - begun);
    String ended = "";
    for (Experiment experiment : jobs) {
      ended = count.ended(records.hasFailed(experiment), elapsed);
    }
    if (prepared.request().experiments().size() > 1 && !execution.quiet()) {
      said.accept(ended);
    }
  }

  /** Which of those that are not done are trained together, in the order in which they are run. */
  List<List<Experiment>> groups() {
    Map<Boolean, List<Experiment>> done =
        prepared.request().experiments().stream()
            .collect(Collectors.partitioningBy(records::isDone));
    return Preparation.groups(
        Objects.requireNonNull(done.get(false)),
        Objects.requireNonNull(done.get(true)),
        prepared.data(),
        execution.scheduler().isPresent() ? 1 : execution.together());
  }

  /** Lets a scheduler run those that are not done. */
  private void runOn(Scheduler scheduler, RunWriter writer, Consumer<Experiment> ended) {
    ScheduledJobs jobs =
        new ScheduledJobs(
            folder,
            prepared.request().experiments(),
            origin,
            said,
            (experiment, record) -> {
              requireUnchanged(experiment, record);
              records.put(experiment, record);
              ended.accept(experiment);
            },
            writer);
    scheduler.run(
        new RemoteProgram(
            execution.backendOf(prepared.choice()),
            origin,
            prepared.request().experiments().getFirst().seed()),
        jobs.those(experiment -> !records.isDone(experiment)),
        execution
            .schedulerOptions()
            .settings(String.valueOf(folder.path().getFileName()), origin.experiments()),
        jobs.endedBy(interruption::isAsked, local.isEndedByFailure()));
    files.writeHistory(prepared.request().experiments());
    interruption.requireNone(folder.path());
    if (local.isEndedByFailure() && !records.failures().isEmpty()) {
      Map.Entry<String, String> failure = records.failures().entrySet().iterator().next();
      throw new FailedJobsException(
          "%s failed: %s".formatted(failure.getKey(), failure.getValue()));
    }
  }
}
