package dev.carryover.experiments.papers;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.util.List;
import java.util.Optional;

/**
 * A paper whose experiments are built in.
 *
 * @param key its name in options and files
 * @param title its title
 * @param authors who wrote it, and when
 * @param claim what it says that it found
 * @param experiments the keys of its experiments, in their order
 * @param conditions on what its figures were measured
 * @param tables its figures
 */
public record Paper(
    String key,
    String title,
    String authors,
    String claim,
    List<String> experiments,
    Conditions conditions,
    List<PublishedTable> tables) {

  /** Copies the lists. */
  public Paper {
    experiments = List.copyOf(experiments);
    tables = List.copyOf(tables);
  }

  /**
   * What must be as it was for a paper's figures, so that ours can be compared with them.
   *
   * @param experiment the key of the experiment
   * @param dataSha256 of the data's content
   */
  public record Conditions(String experiment, String dataSha256) {}

  /**
   * Why a stage's results cannot be compared with the paper's figures, a clause; empty where they
   * can.
   *
   * @param experiment that was run
   * @param stage one of its stages
   * @param dataSha256 of the data it was run on
   */
  public Optional<String> incomparable(Experiment experiment, Stage stage, String dataSha256) {
    if (!experiment.key().equals(conditions.experiment())) {
      return Optional.of("the figures are of the %s protocol".formatted(conditions.experiment()));
    }
    if (!dataSha256.equals(conditions.dataSha256())) {
      return Optional.of("the figures are of other data");
    }
    Experiment own = Papers.experiment(this, experiment.key());
    Optional<Stage> published = own.stage(stage.key());
    if (published.isEmpty() || !own.data().split().equals(experiment.data().split())) {
      return Optional.of("the experiment was changed");
    }
    int epochs = published.get().recipe().epochs();
    if (stage.recipe().epochs() != epochs) {
      return Optional.of(
          "the figures are of %d epochs, not %d".formatted(epochs, stage.recipe().epochs()));
    }
    return published.get().equals(stage) || stage.weights().isPresent()
        ? Optional.empty()
        : Optional.of("the experiment was changed");
  }
}
