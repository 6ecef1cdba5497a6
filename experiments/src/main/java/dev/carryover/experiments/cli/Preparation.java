package dev.carryover.experiments.cli;

import dev.carryover.backend.Backends.Choice;
import dev.carryover.data.DataException;
import dev.carryover.data.source.DataSource;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.OutputPlace;
import dev.carryover.experiments.report.Report;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.Divisions;
import dev.carryover.experiments.run.Groups;
import dev.carryover.experiments.run.MemoryNeed;
import dev.carryover.experiments.run.Runner;
import dev.carryover.experiments.run.StageRef;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a run stands on, found and checked before anything is written or trained.
 *
 * @param request what is run, every default filled in and the data's name resolved
 * @param choice backend and device
 * @param found the data
 * @param data as each experiment divides it
 * @param notes what the user may want to know, in lines
 */
record Preparation(
    Request request,
    Choice choice,
    DataSource.Found found,
    Map<Experiment, DataSets> data,
    List<String> notes) {

  /**
   * Finds and checks.
   *
   * @param asked what is to be run, before the options have their say
   * @throws UsageException if an option's value cannot be used
   * @throws DataException if the data cannot be had, or lacks what an experiment needs
   * @throws dev.carryover.backend.BackendNotReadyException if the backend is not ready
   */
  static Preparation of(Request asked, RunOptions options, PrintWriter err) {
    boolean elsewhere = options.execution().scheduler().isPresent();
    options.out().ifPresent(place -> OutputPlace.requireFolder("--out", place));
    options.execution().together(); // refused now if it cannot be
    Report.requireDrawable();
    Request wanted = sized(asked.with(options), options);
    Experiment first = wanted.experiments().getFirst();
    Choice choice =
        elsewhere
            ? BackendChoice.elsewhere(options.backend(), first.replicas(), err)
            : BackendChoice.of(options.backend(), first.replicas(), err);
    DataSource.Found found =
        Sources.of(first.seed())
            .find(first.data().set(), first.data().layout(), Sources.listener(err));
    asked.requireContent(found);
    Divisions divisions = new Divisions(found.data());
    Defaults defaults = Defaults.of(wanted, options, choice, divisions);
    Request request =
        defaults
            .request()
            .with(experiment ->
                experiment.withData(experiment.data().withSet(resolved(experiment, found))));
    Map<Experiment, DataSets> data = divisions.of(request.experiments());
    Preparation prepared = new Preparation(request, choice, found, data, defaults.notes());
    for (Experiment experiment : request.experiments()) {
      DataSets sets = Objects.requireNonNull(data.get(experiment));
      StageRef.trainings(experiment)
          .forEach(one -> requireProgram(one.experiment(), one.stage(), sets));
      requireMemory(experiment, sets);
      prepared.runner(experiment); // what it refuses is refused now; it is made anew when it runs
    }
    return prepared;
  }

  /**
   * Which experiments are trained together, in the order in which they are run.
   *
   * @param waiting those that are to be run
   * @param done those that have been
   * @param data as each divides it
   * @param most how many are trained together at most
   */
  static List<List<Experiment>> groups(
      List<Experiment> waiting, List<Experiment> done, Map<Experiment, DataSets> data, int most) {
    return Groups.of(waiting, done, data, most, Runtime.getRuntime().maxMemory() / 2);
  }

  /** Ready to run an experiment. */
  Runner runner(Experiment experiment) {
    return new Runner(
        experiment, Objects.requireNonNull(data.get(experiment)), choice, new SavedWeights());
  }

  /** With as many replicas as saved parameters have, where there are saved ones. */
  private static Request sized(Request wanted, RunOptions options) {
    Optional<Integer> saved = SavedWeights.replicas(wanted.experiments());
    if (saved.isEmpty()) {
      return wanted;
    }
    int asked = options.replicas().orElse(saved.get());
    if (asked > saved.get()) {
      throw new UsageException(
          "--replicas: expected at most the %d that --weights holds, found %d"
              .formatted(saved.get(), asked));
    }
    return wanted.with(experiment -> experiment.withReplicas(asked));
  }

  /** What finds the same data again: its name, or where it lies. */
  private static String resolved(Experiment experiment, DataSource.Found found) {
    String asked = experiment.data().set();
    boolean named =
        List.of(DataSource.AUTO, DataSource.SYNTHETIC, found.data().name()).contains(asked);
    return named ? found.data().name() : Path.of(asked).toAbsolutePath().normalize().toString();
  }

  private static void requireProgram(Experiment experiment, Stage stage, DataSets sets) {
    try {
      experiment.program(stage, sets.features(), sets.classes());
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "%d replicas of stages.%s: %s"
              .formatted(experiment.replicas(), stage.key(), e.getMessage()));
    }
  }

  /**
   * Requires that this JVM has room for an experiment.
   *
   * @throws UsageException if it has not
   */
  static void requireMemory(Experiment experiment, DataSets sets) {
    long need = MemoryNeed.bytes(experiment, sets);
    long there = Runtime.getRuntime().maxMemory();
    if (need > there) {
      throw new UsageException(
          ("--replicas: expected as many as memory holds, found %d, which need about %,d MiB of the"
                  + " %,d MiB that the JVM may use; about %d fit, and JAVA_TOOL_OPTIONS=-Xmx...g"
                  + " gives more")
              .formatted(
                  experiment.replicas(),
                  need >> 20,
                  there >> 20,
                  Math.max(1, experiment.replicas() * there / need)));
    }
  }
}
