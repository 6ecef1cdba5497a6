package dev.carryover.experiments.cli;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.run.Beginnings;
import dev.carryover.experiments.scheduler.Job;
import dev.carryover.experiments.scheduler.JobListener;
import dev.carryover.experiments.scheduler.JobResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A run's jobs that a scheduler runs: what it is given, and what is made of what comes back. */
final class ScheduledJobs implements JobListener {
  private final RunFolder folder;
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final JobFiles files;
  private final JobOrigin origin;
  private final Consumer<String> said;
  private final BiConsumer<Experiment, JobRecord> end;
  private final RunWriter writer;
  private final Set<String> computing = new LinkedHashSet<>();
  private BooleanSupplier asked = () -> false;
  private boolean failFast;
  private boolean failed;

  /**
   * @param plan the run's experiments
   * @param origin of records of jobs that came to nothing
   * @param said hears of what the user should know, in lines
   * @param end hears of every job that ends, whose record is in the folder
   * @param writer writes what has come of the run so far
   */
  ScheduledJobs(
      RunFolder folder,
      List<Experiment> plan,
      JobOrigin origin,
      Consumer<String> said,
      BiConsumer<Experiment, JobRecord> end,
      RunWriter writer) {
    this.folder = folder;
    plan.forEach(experiment -> experiments.put(experiment.key(), experiment));
    this.files = new JobFiles(folder);
    this.origin = origin;
    this.said = said;
    this.end = end;
    this.writer = writer;
  }

  /** Those of the plan that are wanted, as values. */
  List<Job> those(Predicate<Experiment> isWanted) {
    Beginnings before = new Beginnings();
    List<Job> jobs = new ArrayList<>();
    for (Experiment experiment : experiments.values()) {
      List<Experiment> known = new ArrayList<>(before.like(experiment).stream().toList());
      List<String> like = known.stream().map(Experiment::key).toList();
      known.add(experiment);
      if (isWanted.test(experiment)) {
        jobs.add(new Job(experiment.key(), like, ExperimentFile.text(known)));
      }
    }
    return jobs;
  }

  /**
   * These, which are over before all have ended if that is asked for.
   *
   * @param asked whether it is
   * @param failFast whether a job that fails asks for it, too
   */
  ScheduledJobs endedBy(BooleanSupplier asked, boolean failFast) {
    this.asked = asked;
    this.failFast = failFast;
    return this;
  }

  @Override
  public Path folder() {
    return folder.path();
  }

  @Override
  public List<String> files(String key) {
    return RemoteProgram.files(folder, experiment(key));
  }

  @Override
  public void ended(Job job, JobResult result) {
    for (String file : result.files()) {
      folder.writeDurably(
          folder.path().resolve(file),
          out -> {
            try (var in = result.open(file)) {
              in.transferTo(out);
            }
          });
    }
    Experiment experiment = experiment(job.key());
    JobRecord record = files.read(experiment).orElseThrow();
    sayIfOther(job, record.origin());
    end(experiment, record);
  }

  /** The same backend on another device may come to other bits. */
  private void sayIfOther(Job job, JobOrigin by) {
    String computed = "%s (%s)".formatted(by.backend(), by.device());
    if (computing.add(computed) && computing.size() > 1) {
      said.accept(
          "%s was trained on %s, others on %s: one machine alone would come to other bits"
              .formatted(job.key(), computed, computing.iterator().next()));
    }
  }

  @Override
  public void lost(Job job, String reason) {
    Experiment experiment = experiment(job.key());
    JobRecord record = JobRecord.none(origin).failed(reason);
    files.write(experiment, record);
    end(experiment, record);
  }

  private void end(Experiment experiment, JobRecord record) {
    record
        .failure()
        .ifPresent(reason -> {
          failed = true;
          said.accept("%s failed: %s".formatted(experiment.key(), reason));
        });
    end.accept(experiment, record);
    writer.writeIfDue();
  }

  @Override
  public boolean isOver() {
    return asked.getAsBoolean() || (failFast && failed);
  }

  private Experiment experiment(String key) {
    return Objects.requireNonNull(experiments.get(key), key);
  }
}
