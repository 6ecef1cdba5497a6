package dev.carryover.experiments.run;

import dev.carryover.data.LabeledExamples;
import dev.carryover.experiments.evaluation.EvaluationSet;
import dev.carryover.experiments.plan.Measurement;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The examples that a stage is measured on, as far as the data has them. */
final class MeasuredSets {
  private MeasuredSets() {}

  /**
   * Refuses a stage that is measured on a class that there is not.
   *
   * @throws dev.carryover.data.DataException if there is one
   */
  static void require(Stage stage, DataSets data) {
    TrainingExamples.requireClasses(
        "stages." + stage.key() + ".measure.classes", stage.measure().classes(), data.classes());
  }

  /** The sets, in the stage's order. */
  static List<EvaluationSet> of(Stage stage, BoundExamples examples, DataSets data) {
    Measurement measure = stage.measure();
    List<EvaluationSet> found = new ArrayList<>();
    for (SetName name : measure.sets()) {
      if (name == SetName.TRAIN) {
        found.add(examples.evaluationSet());
      } else {
        data.examples(name)
            .ifPresent(set -> found.add(new EvaluationSet(name, only(measure.classes(), set))));
      }
    }
    return found;
  }

  private static LabeledExamples only(List<Integer> classes, LabeledExamples set) {
    return classes.isEmpty()
        ? set
        : set.select(
            IntStream.range(0, set.count()).filter(i -> classes.contains(set.label(i))).toArray());
  }
}
