package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataException;
import dev.carryover.data.Sha256;
import dev.carryover.experiments.console.GroupProgress;
import dev.carryover.experiments.console.JobCount;
import dev.carryover.experiments.console.Progress;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.Provenance;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.record.job.Checkpoint;
import dev.carryover.experiments.record.job.Checkpointer;
import dev.carryover.experiments.record.job.Checkpoints;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.record.job.JobRecorder;
import dev.carryover.experiments.record.job.JobRecords;
import dev.carryover.experiments.run.GroupRun;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.Resumption;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.scheduler.Scheduler;
import dev.carryover.experiments.tensorboard.EventLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a run's experiments group after group, each as one job whose record is written when its
 * group ends. What ended in an earlier process is not run again, what was interrupted goes on from
 * its last checkpoint, and stages with which several experiments begin alike are trained by the
 * first.
 */
final class Jobs {
  private final RunFolder folder;
  private final Preparation prepared;
  private final JobOrigin origin;
  private final JobFiles files;
  private final JobRecords records;
  private final SharedStages shared;
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
    this.shared = new SharedStages(folder, prepared.request().experiments(), records);
    this.execution = execution;
    this.interruption = interruption;
    this.said = said;
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
    done.forEach(experiment -> sayIfOther(records.of(experiment).orElseThrow()));
    JobCount count = new JobCount(experiments.size(), done.size());
    long begun = System.nanoTime();
    Optional<Scheduler> scheduler = execution.scheduler();
    if (scheduler.isPresent()) {
      runOn(scheduler.get(), writer, experiment -> sayEnded(count, List.of(experiment), begun));
      return;
    }
    for (List<Experiment> group : groups()) {
      run(group, writer, progress);
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
        execution.together());
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
        jobs.endedBy(interruption::isAsked, isEndedByFailure()));
    files.writeHistory(prepared.request().experiments());
    interruption.requireNone(folder.path());
    if (isEndedByFailure() && !records.failures().isEmpty()) {
      Map.Entry<String, String> failure = records.failures().entrySet().iterator().next();
      throw new FailedJobsException(
          "%s failed: %s".formatted(failure.getKey(), failure.getValue()));
    }
  }

  private void sayIfOther(JobRecord record) {
    if (!record.origin().computesLike(origin)) {
      said.accept(
          "what was trained on %s (%s) goes on on %s (%s): the bits will differ from those of an"
                  .formatted(
                      record.origin().backend(),
                      record.origin().device(),
                      origin.backend(),
                      origin.device())
              + " undisturbed run");
    }
  }

  /** One experiment while it runs. */
  private record Job(
      Experiment experiment,
      Checkpoints checkpoints,
      JobRecord before,
      Optional<StageProgress> running,
      JobRecorder recorder) {}

  private void run(List<Experiment> group, RunWriter writer, Observer progress) {
    List<Job> jobs = group.stream().map(experiment -> job(experiment, group.size())).toList();
    List<GroupRun.Member> members = new ArrayList<>();
    try {
      for (Job job : jobs) {
        Observer shown =
            members.isEmpty() ? new GroupProgress(group, progress) : Observer.all(List.of());
        try {
          members.add(member(job, group.size(), writer, shown));
        } catch (DataException e) {
          fail(job, e, writer);
        }
      }
      if (!members.isEmpty()) {
        new GroupRun(members, prepared.choice(), stage -> interruption.check(folder.path(), stage))
            .run();
      }
    } catch (Interruption.InterruptedRunException e) {
      writer.write();
      throw e;
    } catch (OutOfMemoryError e) {
      for (Job job : jobs) {
        if (!records.hasFailed(job.experiment())) {
          fail(job, Carryover.outOfMemory(e), writer);
        }
      }
      if (isEndedByFailure()) {
        throw e;
      }
    }
    for (Job job : jobs) {
      if (!records.hasFailed(job.experiment())) {
        end(job.experiment(), job.recorder().record());
        job.checkpoints().remove();
      }
    }
    writer.write();
  }

  /** What another job has trained of it already, said where few are run. */
  private JobRecord shared(Experiment experiment) {
    Consumer<String> heard =
        !execution.quiet() && prepared.request().experiments().size() <= Progress.LISTED
            ? said
            : line -> {};
    return shared.takenOver(experiment, heard).orElseGet(() -> JobRecord.none(origin));
  }

  private Job job(Experiment experiment, int together) {
    Checkpoints checkpoints = new Checkpoints(folder, experiment);
    Optional<Checkpoint> last = checkpoints.newest(origin, said);
    last.ifPresent(checkpoint -> sayIfOther(checkpoint.job()));
    JobRecord before = last.map(Checkpoint::job).orElseGet(() -> shared(experiment));
    return new Job(
        experiment,
        checkpoints,
        before,
        last.flatMap(Checkpoint::running),
        new JobRecorder(folder, experiment, origin, before, together, records));
  }

  private GroupRun.Member member(Job job, int together, RunWriter writer, Observer progress) {
    JobRecorder recorder = job.recorder();
    Observer observer =
        Observer.all(
            List.of(
                recorder,
                writer,
                progress,
                curves(),
                new Checkpointer(
                    job.checkpoints(),
                    recorder::record,
                    execution.checkpoint(),
                    together,
                    interruption::isAsked)));
    Resumption done =
        new Resumption(
            job.before().stages().keySet(), job.before().chosen(), shared::trained, job.running());
    return new GroupRun.Member(
        prepared.runner(job.experiment()), observer, done, reason -> fail(job, reason, writer));
  }

  private Observer curves() {
    return execution.tensorboard() || EventLog.isIn(folder)
        ? new EventLog(folder)
        : Observer.all(List.of());
  }

  private boolean isEndedByFailure() {
    return execution.failFast() || prepared.request().experiments().size() == 1;
  }

  private void fail(Job job, RuntimeException reason, RunWriter writer) {
    fail(job, String.valueOf(reason.getMessage()), writer);
    if (isEndedByFailure()) {
      throw reason;
    }
  }

  /** Its checkpoints stay: from the last it goes on when the run is resumed. */
  private void fail(Job job, String reason, RunWriter writer) {
    end(job.experiment(), job.recorder().record().failed(reason));
    writer.write();
    if (!isEndedByFailure()) {
      said.accept("%s failed: %s".formatted(job.experiment().key(), reason));
    }
  }

  private void end(Experiment experiment, JobRecord record) {
    files.write(experiment, record);
    records.put(experiment, record);
  }
}
