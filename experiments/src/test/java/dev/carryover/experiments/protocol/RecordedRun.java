package dev.carryover.experiments.protocol;

import dev.carryover.experiments.evaluation.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An observer that remembers. */
final class RecordedRun implements Observer {
  record Start(Stage stage, int epochs, int replicas, int examples) {}

  record Entry(Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {}

  final List<Start> starts = new ArrayList<>();
  final List<Integer> epochs = new ArrayList<>();
  final List<Entry> records = new ArrayList<>();
  int finished;

  @Override
  public void started(Stage stage, int total, int replicas, int examples) {
    starts.add(new Start(stage, total, replicas, examples));
  }

  @Override
  public void epochDone(Stage stage, int epochsDone, List<Double> losses) {
    epochs.add(epochsDone);
  }

  @Override
  public void recorded(
      Stage stage, int epochsDone, Map<String, Scores> scores, List<Integer> replicas) {
    records.add(new Entry(stage, epochsDone, scores, replicas));
  }

  @Override
  public void finished(Stage stage, double trainingSeconds) {
    finished++;
  }
}
