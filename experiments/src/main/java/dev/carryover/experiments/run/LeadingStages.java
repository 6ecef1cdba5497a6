package dev.carryover.experiments.run;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.List;

/** Which stages two experiments have in common, so that it is enough to train them once. */
public final class LeadingStages {
  private LeadingStages() {}

  /**
   * The stages with which both begin and which come to the same bits in both: data, replicas and
   * seed are the same, and so is the stage with all that stands before it. Stages that read saved
   * weights end the list, since nothing is gained by sharing them.
   */
  public static List<Stage> shared(Experiment a, Experiment b) {
    List<Stage> shared = new ArrayList<>();
    if (!a.data().equals(b.data()) || a.replicas() != b.replicas() || a.seed() != b.seed()) {
      return shared;
    }
    int most = Math.min(a.stages().size(), b.stages().size());
    for (int s = 0; s < most; s++) {
      Stage stage = a.stages().get(s);
      if (!stage.equals(b.stages().get(s)) || stage.weights().isPresent()) {
        break;
      }
      shared.add(stage);
    }
    return shared;
  }
}
