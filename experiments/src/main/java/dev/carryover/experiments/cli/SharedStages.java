package dev.carryover.experiments.cli;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Weights;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.job.JobFiles;
import dev.carryover.experiments.record.job.JobRecord;
import dev.carryover.experiments.record.job.JobRecorder;
import dev.carryover.experiments.record.job.JobRecords;
import dev.carryover.experiments.run.LeadingStages;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Stages with which several experiments of a run begin alike: trained once, they stand in all of
 * them.
 *
 * @param records what has come of the experiments so far
 */
record SharedStages(RunFolder folder, List<Experiment> experiments, JobRecords records) {

  /**
   * Gives an experiment what another job has trained already of the stages with which it begins;
   * its weights are copied. Empty where none has.
   *
   * @param said hears which, in a line
   */
  Optional<JobRecord> takenOver(Experiment experiment, Consumer<String> said) {
    List<Stage> most = List.of();
    Optional<Experiment> from = Optional.empty();
    for (Experiment other : experiments) {
      List<Stage> stages = done(other, LeadingStages.shared(other, experiment));
      if (!other.equals(experiment) && stages.size() > most.size()) {
        most = stages;
        from = Optional.of(other);
      }
    }
    if (from.isEmpty()) {
      return Optional.empty();
    }
    Set<String> keys = new LinkedHashSet<>();
    for (Stage stage : most) {
      folder.copyStage(new StageRef(from.get(), stage), new StageRef(experiment, stage));
      keys.add(stage.key());
    }
    said.accept(
        "%s: %s as trained for %s"
            .formatted(
                experiment.key(),
                most.stream().map(Stage::name).collect(Collectors.joining(", ")),
                from.get().key()));
    return Optional.of(new JobFiles(folder).read(from.get()).orElseThrow().only(keys));
  }

  /** Those of the leading stages that a job has finished. */
  private List<Stage> done(Experiment experiment, List<Stage> leading) {
    Set<String> finished =
        records.of(experiment).map(record -> record.stages().keySet()).orElse(Set.of());
    return leading.stream().takeWhile(stage -> finished.contains(stage.key())).toList();
  }

  /**
   * What a finished stage ended with, as its weights have it, {@code [R][P]}.
   *
   * @throws DataException if they are not those with which it ended
   */
  double[] trained(StageRef stage, NetworkSpec network) {
    Weights saved = new Weights(folder.path().toString(), Weights.Layout.CARRYOVER);
    double[] parameters = new SavedWeights().read(saved, stage, network);
    Optional<String> expected =
        records.of(stage.experiment()).map(record -> record.parameters().get(stage.stage().key()));
    if (!expected.equals(Optional.of(JobRecorder.sha256(parameters)))) {
      throw new DataException(
          "%s: expected the parameters with which %s ended, found others"
              .formatted(folder.weights(stage.experiment().key(), stage.stage().key(), 0), stage));
    }
    return parameters;
  }
}
