package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeginningsTest {
  private static final String SWEEP =
      """
      key: sweep
      replicas: 1
      axes:
        - {path: seed, values: [1, 2]}
        - {path: stages.middle.recipe.rate, values: [0.1, 0.2]}
        - {path: stages.digits.recipe.rate, values: [0.1, 0.2]}
      stages:
        - {key: code, objective: reconstruct}
        - {key: middle, objective: reconstruct}
        - {key: digits, objective: classify}
      """;

  /** Comparing each with each, as a run in one process does. */
  private static Optional<Experiment> compared(List<Experiment> before, Experiment experiment) {
    Optional<Experiment> found = Optional.empty();
    int most = 0;
    for (Experiment other : before) {
      int shared = LeadingStages.shared(other, experiment).size();
      if (shared > most) {
        most = shared;
        found = Optional.of(other);
      }
    }
    return found;
  }

  @Test
  void theFirstWithMostStagesInCommonIsFound() {
    Beginnings beginnings = new Beginnings();
    List<Experiment> before = new ArrayList<>();
    List<Optional<String>> found = new ArrayList<>();
    for (Experiment experiment : ExperimentFile.read("sweep", SWEEP, List.of(), List.of())) {
      Optional<Experiment> like = beginnings.like(experiment);
      assertThat(like).isEqualTo(compared(before, experiment));
      found.add(like.map(Experiment::key));
      before.add(experiment);
    }
    assertThat(found).hasSize(8);
    assertThat(found.get(0)).isEmpty();
    assertThat(found.get(1)).contains(before.get(0).key());
    assertThat(found.get(3)).contains(before.get(2).key());
    assertThat(found.get(4)).isEmpty();
  }
}
