package dev.carryover.experiments.cli;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataException;
import dev.carryover.data.source.DataSource;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobOrigin;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Divisions;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.scheduler.Job;
import dev.carryover.experiments.scheduler.JobProgram;
import dev.carryover.experiments.scheduler.Place;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs one job of a run on a machine that knows nothing of the run but this value and the job: as
 * {@link Jobs} does it, in a folder of its own. Data is looked for there as it is here, and must be
 * the same by its SHA-256.
 */
final class RemoteProgram implements JobProgram {
  private static final long serialVersionUID = 1L;

  private final String backend;
  private final String experiments;
  private final String data;
  private final String program;
  private final long dataSeed;

  /** What this machine has read of it, for all jobs. */
  private transient DataSource.@Nullable Found found;

  /** As many as the run has. */
  private transient @Nullable Divisions divisions;

  /**
   * @param backend as in {@code --backend}, but never auto
   * @param origin of the run's jobs
   * @param dataSeed of the run's data, where it is drawn
   */
  RemoteProgram(String backend, JobOrigin origin, long dataSeed) {
    this.backend = backend;
    this.experiments = origin.experiments();
    this.data = origin.data();
    this.program = origin.program();
    this.dataSeed = dataSeed;
  }

  @Override
  public boolean usesDevices() {
    return BackendChoice.takesDevice(backend);
  }

  @Override
  public List<String> run(Job job, Path path, Place place) {
    RunFolder folder = new RunFolder(path);
    JobFiles files = new JobFiles(folder);
    List<Experiment> known =
        ExperimentFile.read("job " + job.key(), job.experiments(), List.of(), List.of());
    Experiment own = known.getLast();
    // Without what it begins like, of which something went wrong, it trains everything itself.
    List<Experiment> there =
        known.stream()
            .filter(one -> one.equals(own) || files.read(one).filter(this::isWell).isPresent())
            .toList();
    Preparation prepared = prepare(there, own, place);
    JobOrigin origin =
        new JobOrigin(
            experiments,
            data,
            program,
            prepared.choice().backend().name(),
            prepared.choice().device().name());
    Jobs jobs =
        new Jobs(
            folder, prepared, origin, ExecutionOptions.silent(), new Interruption(), line -> {});
    try {
      jobs.run(new RunWriter(folder, () -> "{}"), ending(place));
    } catch (BackendException | DataException | OutOfMemoryError e) {
      if (files.read(own).isEmpty()) {
        throw e;
      }
    }
    return files(folder, own);
  }

  private boolean isWell(JobRecord record) {
    return record.failure().isEmpty();
  }

  private static Observer ending(Place place) {
    return new Observer() {
      @Override
      public void paused(StageRef stage, Supplier<StageProgress> progress) {
        place.requireWanted();
      }
    };
  }

  private Preparation prepare(List<Experiment> experiments, Experiment own, Place place) {
    Request request =
        new Request(experiments, Optional.empty(), Optional.empty(), Optional.of(data));
    Choice choice = BackendChoice.required(BackendChoice.on(backend, place.device()));
    DataSource.Found here = found(own, request);
    Map<Experiment, DataSets> sets = divisions(here).of(experiments);
    Preparation prepared = new Preparation(request, choice, here, sets, List.of());
    Preparation.requireMemory(own, Objects.requireNonNull(sets.get(own)));
    return prepared;
  }

  private synchronized DataSource.Found found(Experiment experiment, Request request) {
    DataSource.Found here = found;
    if (here == null) {
      here =
          Sources.of(dataSeed)
              .find(
                  experiment.data().set(),
                  experiment.data().layout(),
                  Sources.listener(new PrintWriter(System.err, true, StandardCharsets.UTF_8)));
      request.requireContent(here);
      found = here;
    }
    return here;
  }

  private synchronized Divisions divisions(DataSource.Found here) {
    Divisions known = divisions;
    if (known == null) {
      known = new Divisions(here.data());
      divisions = known;
    }
    return known;
  }

  /** The files that hold what came of an experiment, relative to the run's folder. */
  static List<String> files(RunFolder folder, Experiment experiment) {
    return Stream.concat(
            experiment.stages().stream()
                .flatMap(stage ->
                    Stream.concat(
                        IntStream.range(0, experiment.replicas())
                            .mapToObj(r -> folder.weights(experiment.key(), stage.key(), r)),
                        Stream.of(folder.samples(experiment.key(), stage.key()))))
                .filter(Files::exists),
            Stream.of(folder.job(experiment.key())))
        .map(file -> folder.path().relativize(file).toString())
        .toList();
  }
}
