package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.DataSpec;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds which of the experiments before it one begins like: the one with which it has most leading
 * stages in common, as {@link LeadingStages} counts them, and of several the first. It looks up
 * beginnings instead of comparing each experiment with each.
 */
public final class Beginnings {
  private final Map<Beginning, Experiment> first = new HashMap<>();

  private record Beginning(DataSpec data, int replicas, long seed, List<Stage> stages) {
    static Beginning of(Experiment experiment, int stages) {
      return new Beginning(
          experiment.data(),
          experiment.replicas(),
          experiment.seed(),
          experiment.stages().subList(0, stages));
    }
  }

  /** The one that an experiment begins like; empty if none does. It is then among those before. */
  public Optional<Experiment> like(Experiment experiment) {
    List<Stage> stages = experiment.stages();
    int most = (int) stages.stream().takeWhile(stage -> stage.weights().isEmpty()).count();
    Optional<Experiment> found = Optional.empty();
    for (int s = most; s > 0; s--) {
      Beginning beginning = Beginning.of(experiment, s);
      if (found.isEmpty() && first.containsKey(beginning)) {
        found = Optional.of(Objects.requireNonNull(first.get(beginning)));
      }
      first.putIfAbsent(beginning, experiment);
    }
    return found;
  }
}
