package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Hears what it wants to of an experiment that runs; called on the thread that runs it. */
public interface Observer {

  /**
   * A stage's training begins.
   *
   * @param examples how many images each replica visits in an epoch
   */
  default void started(StageRef stage, int examples) {}

  /**
   * A stage's training goes on that an earlier process began; told after {@link #started}.
   *
   * @param epochsDone how many epochs were done then
   * @param trainingSeconds what they took
   */
  default void resumed(StageRef stage, int epochsDone, double trainingSeconds) {}

  /**
   * An epoch is done.
   *
   * @param losses each replica's mean loss
   */
  default void epochDone(StageRef stage, int epochsDone, List<Double> losses) {}

  /**
   * A record is made.
   *
   * @param scores by set
   * @param replicas those that are still training; the others' scores are not to be recorded
   */
  default void recorded(
      StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {}

  /**
   * Training stands between two epochs, everything of the last one told.
   *
   * @param progress gives where it stands, a copy of all parameters; to be asked now or never
   */
  default void paused(StageRef stage, Supplier<StageProgress> progress) {}

  /**
   * A stage's training ends, before anything is computed from what it came to.
   *
   * @param network one replica's
   * @param parameters {@code [R][P]}; only to be read, and not kept
   * @param trainingSeconds what its epochs took, without evaluation
   */
  default void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {}

  /**
   * A search ends, with which {@link #started} and all events of training were told of its own
   * stage.
   *
   * @param stage whose recipe it has chosen
   * @param trainingSeconds what its epochs took
   */
  default void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {}

  /** All that is asked of a stage is measured. */
  default void measured(StageRef stage, StageOutcome outcome) {}

  /** A graft is measured. */
  default void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {}

  /** A stage ends before its time, by a failure or an interruption; nothing more comes of it. */
  default void abandoned(StageRef stage) {}

  /** Hands everything to several observers, in their order. */
  static Observer all(List<Observer> observers) {
    List<Observer> copy = List.copyOf(observers);
    return new Observer() {
      private void each(Consumer<Observer> event) {
        copy.forEach(event);
      }

      @Override
      public void started(StageRef stage, int examples) {
        each(o -> o.started(stage, examples));
      }

      @Override
      public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
        each(o -> o.resumed(stage, epochsDone, trainingSeconds));
      }

      @Override
      public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
        each(o -> o.epochDone(stage, epochsDone, losses));
      }

      @Override
      public void recorded(
          StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {
        each(o -> o.recorded(stage, epochsDone, scores, replicas));
      }

      @Override
      public void paused(StageRef stage, Supplier<StageProgress> progress) {
        each(o -> o.paused(stage, progress));
      }

      @Override
      public void trained(
          StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
        each(o -> o.trained(stage, network, parameters, trainingSeconds));
      }

      @Override
      public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
        each(o -> o.searched(stage, outcome, trainingSeconds));
      }

      @Override
      public void measured(StageRef stage, StageOutcome outcome) {
        each(o -> o.measured(stage, outcome));
      }

      @Override
      public void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {
        each(o -> o.grafted(experiment, graft, figures));
      }

      @Override
      public void abandoned(StageRef stage) {
        each(o -> o.abandoned(stage));
      }
    };
  }
}
