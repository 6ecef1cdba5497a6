package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Search;
import dev.carryover.experiments.plan.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which stage of which experiment is meant. */
public record StageRef(Experiment experiment, Stage stage) {

  /**
   * The search for its recipe as a stage of its own: replica n trains with candidate ⌊n / S⌋ and
   * otherwise like replica n mod S. Empty if its recipe is as it stands.
   */
  public Optional<StageRef> search() {
    return stage
        .search()
        .map(search ->
            new StageRef(
                experiment.withReplicas(stage.candidates().size() * searchReplicas(search)),
                stage.ofSearch()));
  }

  /** All trainings that an experiment's stages take, each stage behind its search. */
  public static List<StageRef> trainings(Experiment experiment) {
    return experiment.stages().stream()
        .map(stage -> new StageRef(experiment, stage))
        .flatMap(ref -> ref.trainings().stream())
        .toList();
  }

  /** Its search, if it has one, and then itself. */
  public List<StageRef> trainings() {
    return Stream.concat(search().stream(), Stream.of(this)).toList();
  }

  /** S, how many replicas a search gives each candidate. */
  int searchReplicas(Search search) {
    return Math.min(search.replicas(), experiment.replicas());
  }

  /** For people, for example {@code published, Case I}. */
  @Override
  public String toString() {
    return experiment.key() + ", " + stage.name();
  }
}
