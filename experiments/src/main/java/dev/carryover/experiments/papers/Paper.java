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
 * @param byDefault those of them that are run where none is asked for
 * @param conditions on what its figures were measured
 * @param tables its figures
 * @param claims what it says of them, as orders of our figures
 * @param crossings where it says that one figure overtakes another
 */
public record Paper(
    String key,
    String title,
    String authors,
    String claim,
    List<String> experiments,
    List<String> byDefault,
    Conditions conditions,
    List<PublishedTable> tables,
    List<Claim> claims,
    List<Crossing> crossings) {

  /** Copies the lists. */
  public Paper {
    experiments = List.copyOf(experiments);
    byDefault = List.copyOf(byDefault);
    tables = List.copyOf(tables);
    claims = List.copyOf(claims);
    crossings = List.copyOf(crossings);
  }

  /** Whether not all of its experiments are run where none is asked for, but a shorter form. */
  public boolean hasQuickForm() {
    return byDefault.size() < experiments.size();
  }

  /**
   * What must be as it was for a paper's figures, so that ours can be compared with them.
   *
   * @param experiments the keys of the experiments that measure the same
   * @param dataSha256 of the data's content
   * @param deviations in what even those differ from what was published, a clause; absent where
   *     they are the same
   */
  public record Conditions(
      List<String> experiments, String dataSha256, Optional<String> deviations) {

    /** Copies the list. */
    public Conditions {
      experiments = List.copyOf(experiments);
    }

    /**
     * Whether an experiment, or the one whose axis it is a value of, measures what was published.
     */
    boolean include(Experiment experiment) {
      return experiments.contains(experiment.base());
    }
  }

  /**
   * Why a stage's results cannot be compared with the paper's figures, a clause; empty where they
   * can.
   *
   * @param experiment that was run
   * @param stage one of its stages
   * @param dataSha256 of the data it was run on
   */
  public Optional<String> incomparable(Experiment experiment, Stage stage, String dataSha256) {
    if (!conditions.include(experiment)) {
      return Optional.of(
          "the figures are of the %s protocol"
              .formatted(String.join(" or ", conditions.experiments())));
    }
    if (!dataSha256.equals(conditions.dataSha256())) {
      return Optional.of("the figures are of other data");
    }
    if (conditions.deviations().isPresent()) {
      return conditions.deviations();
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
