package dev.carryover.experiments.run;

import dev.carryover.backend.TrainingState;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.SetName;
import java.util.Map;

/**
 * What a stage's training has come to beside its session's state.
 *
 * @param epochsDone how many epochs were done when this process began with it
 * @param trainingSeconds what the epochs took
 * @param stop which replicas still train
 * @param initial scores before the first step, by set
 * @param latest the last record's scores, brought up to date by every record; of a replica that
 *     stopped, those it stopped with
 */
record Standing(
    int epochsDone,
    double trainingSeconds,
    EarlyStop stop,
    Map<SetName, Scores> initial,
    Map<SetName, Scores> latest) {

  /** After so many epochs in all, and so many more seconds. */
  StageProgress progress(String key, int epochs, double seconds, TrainingState state) {
    return new StageProgress(
        key, epochs, trainingSeconds + seconds, state, stop.progress(), initial, latest);
  }

  /** After so many more seconds. */
  Standing after(double seconds) {
    return new Standing(epochsDone, trainingSeconds + seconds, stop, initial, latest);
  }
}
