package dev.carryover.experiments.protocol;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Confusion;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param program what was trained
 * @param state the state when training ended; of a replica that stopped early, when it stopped
 * @param initialScores before the first step, by set
 * @param finalScores the last record, by set
 * @param confusion of the state, by set; empty for autoencoders
 * @param digitScores of the state, by set and then digit by digit; empty for autoencoders
 */
public record Trained(
    TrainingProgram program,
    TrainingState state,
    Map<String, Scores> initialScores,
    Map<String, Scores> finalScores,
    Map<String, Confusion> confusion,
    Map<String, List<Scores>> digitScores) {

  /** Copies the maps. */
  public Trained {
    initialScores = Map.copyOf(initialScores);
    finalScores = Map.copyOf(finalScores);
    confusion = Map.copyOf(confusion);
    digitScores = Map.copyOf(digitScores);
  }
}
