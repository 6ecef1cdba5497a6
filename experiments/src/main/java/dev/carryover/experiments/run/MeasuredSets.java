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
   * The sets, in the stage's order.
   *
   * @throws dev.carryover.data.DataException if the data lacks a class that is measured
   */
  static List<EvaluationSet> of(Stage stage, TrainingExamples examples, DataSets data) {
    Measurement measure = stage.measure();
    TrainingExamples.requireClasses(
        "stages." + stage.key() + ".measure.classes", measure.classes(), data.classes());
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
