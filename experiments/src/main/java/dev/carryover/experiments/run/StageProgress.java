package dev.carryover.experiments.run;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import java.util.Map;

/**
 * Where a stage's training stands between two epochs: from here it goes on to the same bits as if
 * it had never paused.
 *
 * @param stage its key
 * @param epochsDone how many epochs are done
 * @param trainingSeconds what they took
 * @param state parameters, optimizer slots and steps
 * @param stop how far replicas have come towards stopping early
 * @param initial scores before the first step, by set
 * @param latest the last record's scores, by set; of a replica that stopped, those it stopped with
 */
public record StageProgress(
    String stage,
    int epochsDone,
    double trainingSeconds,
    TrainingState state,
    StopProgress stop,
    Map<SetName, Scores> initial,
    Map<SetName, Scores> latest) {

  /** Copies the maps. */
  public StageProgress {
    initial = Map.copyOf(initial);
    latest = Map.copyOf(latest);
  }
}
