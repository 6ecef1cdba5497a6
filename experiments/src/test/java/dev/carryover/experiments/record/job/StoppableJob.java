package dev.carryover.experiments.record.job;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunWriter;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.Resumption;
import dev.carryover.experiments.run.StageProgress;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TinyExperiments;
import dev.carryover.network.NetworkSpec;
import dev.carryover.weights.NetworkWeights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A tiny experiment's job in a folder of its own, which writes a checkpoint after every epoch.
 *
 * @param folder the run's
 * @param experiment needs nothing saved
 * @param backend what trains
 */
record StoppableJob(Path folder, Experiment experiment, String backend) {
  static final JobOrigin ORIGIN = new JobOrigin("e", "d", "p", "b", "v");

  /** Training was stopped. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Checkpoints checkpoints() {
    return new Checkpoints(new RunFolder(folder), experiment);
  }

  /** Runs it to its end, from its newest checkpoint if it has one. */
  JobRecord run() {
    return run(Integer.MAX_VALUE);
  }

  /**
   * Runs it for so many epochs.
   *
   * @throws StoppedException if it is not done by then
   */
  JobRecord run(int epochs) {
    RunFolder run = new RunFolder(folder);
    List<String> said = new ArrayList<>();
    Optional<Checkpoint> last = checkpoints().newest(ORIGIN, said::add);
    if (!said.isEmpty()) {
      throw new AssertionError(said);
    }
    JobRecord before = last.map(Checkpoint::job).orElse(JobRecord.none(ORIGIN));
    new JobFiles(run).writeHistory(List.of());
    JobRecorder recorder =
        new JobRecorder(run, experiment, ORIGIN, before, 1, new JobRecords(List.of(experiment)));
    Observer observer =
        Observer.all(
            List.of(
                recorder,
                new RunWriter(run, () -> "{}\n"),
                new Checkpointer(checkpoints(), recorder::record, Duration.ZERO, 1, () -> true),
                stopAfter(epochs)));
    TinyExperiments.runner(experiment, backend)
        .run(
            observer,
            new Resumption(
                before.stages().keySet(),
                before.chosen(),
                this::trained,
                last.flatMap(Checkpoint::running)));
    return recorder.record();
  }

  private static Observer stopAfter(int epochs) {
    return new Observer() {
      private int done;

      @Override
      public void paused(StageRef stage, Supplier<StageProgress> progress) {
        if (++done == epochs) {
          throw new StoppedException();
        }
      }
    };
  }

  private double[] trained(StageRef stage, NetworkSpec network) {
    int replicas = experiment.replicas();
    int size = network.parameters().size();
    double[] parameters = new double[replicas * size];
    for (int r = 0; r < replicas; r++) {
      double[] one =
          NetworkWeights.read(
              new RunFolder(folder).weights(experiment.key(), stage.stage().key(), r),
              network,
              RunFolder.head(stage.stage()));
      System.arraycopy(one, 0, parameters, r * size, size);
    }
    return parameters;
  }
}
