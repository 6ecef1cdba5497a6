package dev.carryover.experiments.report.contents;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.RunRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that a run's folder holds for a report.
 *
 * @param folder where it is
 * @param record its {@code run.json}
 * @param experiments its {@code experiment.yaml}
 * @param curves its {@code history.csv}
 */
public record RunContents(
    RunFolder folder, RunRecord record, List<Experiment> experiments, Curves curves) {

  /** Copies the list. */
  public RunContents {
    experiments = List.copyOf(experiments);
  }

  /**
   * Reads a run's folder.
   *
   * @throws DataException if it is no run's folder, or one of its files is not what it should be
   */
  public static RunContents read(RunFolder folder) {
    for (Path file : List.of(folder.record(), folder.plan())) {
      if (!Files.exists(file)) {
        throw new DataException(
            "%s: expected the folder of a run, found no %s in it"
                .formatted(folder.path(), file.getFileName()));
      }
    }
    return new RunContents(
        folder,
        RunRecord.read(folder.record()),
        folder.experiments(),
        Curves.read(folder.history()));
  }

  /** What one experiment has come to so far. */
  public ExperimentResults results(Experiment experiment) {
    return Optional.ofNullable(record.experiments().get(experiment.key()))
        .orElse(ExperimentResults.NONE);
  }

  /** The stages of an experiment, in their order. */
  public List<StageContents> stages(Experiment experiment) {
    return experiment.stages().stream()
        .map(stage -> new StageContents(this, experiment, stage))
        .toList();
  }

  /** An experiment of the run by its key; empty if it is not part of the run. */
  public Optional<Experiment> experiment(String key) {
    return experiments.stream().filter(experiment -> experiment.key().equals(key)).findFirst();
  }

  /** Says why something is not there. */
  public String missing(String what, String stage) {
    return record.complete()
        ? "%s: not part of this run (%s).".formatted(what, record.command())
        : "%s: missing, because the run has not trained %s to the end.".formatted(what, stage);
  }
}
