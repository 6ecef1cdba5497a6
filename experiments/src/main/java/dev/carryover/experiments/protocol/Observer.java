package dev.carryover.experiments.protocol;

import dev.carryover.experiments.evaluation.Scores;
import java.util.List;
import java.util.Map;

/** Hears what it wants to of an experiment that runs; called on the thread that runs it. */
public interface Observer {

  /** Which training is meant. */
  record Stage(Protocol protocol, Run run) {
    /** For people, for example {@code published, Case I}. */
    @Override
    public String toString() {
      return protocol.key() + ", " + run.title();
    }
  }

  /**
   * A run begins.
   *
   * @param examples how many images each replica visits in an epoch
   */
  default void started(Stage stage, int epochs, int replicas, int examples) {}

  /**
   * An epoch is done.
   *
   * @param losses each replica's mean loss
   */
  default void epochDone(Stage stage, int epochsDone, List<Double> losses) {}

  /**
   * A record is made.
   *
   * @param scores by the name of the set
   * @param replicas those that are still training; the others' scores are not to be recorded
   */
  default void recorded(
      Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {}

  /**
   * A run ends.
   *
   * @param trainingSeconds what its epochs took, without evaluation
   */
  default void finished(Stage stage, double trainingSeconds) {}

  /** A run ends before its time, by a failure or an interruption; nothing more comes of it. */
  default void abandoned(Stage stage) {}

  /** Hands everything to several observers, in their order. */
  static Observer all(List<Observer> observers) {
    List<Observer> copy = List.copyOf(observers);
    return new Observer() {
      @Override
      public void started(Stage stage, int epochs, int replicas, int examples) {
        copy.forEach(o -> o.started(stage, epochs, replicas, examples));
      }

      @Override
      public void epochDone(Stage stage, int epochsDone, List<Double> losses) {
        copy.forEach(o -> o.epochDone(stage, epochsDone, losses));
      }

      @Override
      public void recorded(
          Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {
        copy.forEach(o -> o.recorded(stage, epochsDone, scores, replicas));
      }

      @Override
      public void finished(Stage stage, double trainingSeconds) {
        copy.forEach(o -> o.finished(stage, trainingSeconds));
      }

      @Override
      public void abandoned(Stage stage) {
        copy.forEach(o -> o.abandoned(stage));
      }
    };
  }
}
