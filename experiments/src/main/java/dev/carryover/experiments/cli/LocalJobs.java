package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.experiments.console.GroupProgress;
import dev.carryover.experiments.console.Progress;
import dev.carryover.experiments.plan.Experiment;
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
import dev.carryover.experiments.tensorboard.EventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs jobs in this process, a group at a time. What was interrupted goes on from its last
 * checkpoint, and stages with which several experiments begin alike are trained by the first.
 */
final class LocalJobs {
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
   * @param origin of their records
   * @param records what has come of the run's jobs so far; told what comes of these
   * @param said hears of what the user should know, in lines
   */
  LocalJobs(
      RunFolder folder,
      Preparation prepared,
      JobOrigin origin,
      JobRecords records,
      ExecutionOptions execution,
      Interruption interruption,
      Consumer<String> said) {
    this.folder = folder;
    this.prepared = prepared;
    this.origin = origin;
    this.files = new JobFiles(folder);
    this.records = records;
    this.shared = new SharedStages(folder, prepared.request().experiments(), records);
    this.execution = execution;
    this.interruption = interruption;
    this.said = said;
  }

  /** Says that a record is of another backend or device than what is run now, if it is. */
  void sayIfOther(JobRecord record) {
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

  /**
   * Runs a group to its end.
   *
   * @param writer writes what comes of it
   * @param progress shows it
   */
  void run(List<Experiment> group, RunWriter writer, Observer progress) {
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

  /** Whether the first failure ends the run. */
  boolean isEndedByFailure() {
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
