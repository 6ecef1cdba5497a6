package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;

/** Which stage of which experiment is meant. */
public record StageRef(Experiment experiment, Stage stage) {

  /** For people, for example {@code published, Case I}. */
  @Override
  public String toString() {
    return experiment.key() + ", " + stage.name();
  }
}
