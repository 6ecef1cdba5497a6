package dev.carryover.experiments.cli;

import dev.carryover.experiments.compare.Work;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.run.DataSets;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.experiments.run.TrainingExamples;
import dev.carryover.program.TrainingProgram;
import java.util.List;

/** What experiments will cost, before anything runs. */
final class Estimate {
  private Estimate() {}

  /** The products of all epochs of all stages that are trained, in floating-point operations. */
  static double products(List<Experiment> experiments, DataSets data) {
    double products = 0;
    for (Experiment experiment : experiments) {
      for (Stage stage : experiment.stages()) {
        StageRef ref = new StageRef(experiment, stage);
        products += stage.weights().isPresent() ? 0 : products(experiment, stage, data);
        products +=
            ref.search()
                .map(search -> products(search.experiment(), search.stage(), data))
                .orElse(0.0);
      }
    }
    return products;
  }

  /** The products of all epochs of one stage. */
  static double products(Experiment experiment, Stage stage, DataSets data) {
    TrainingProgram program = experiment.program(stage, data.features(), data.classes());
    return stage.recipe().epochs()
        * Work.flopsAnEpoch(
            program, TrainingExamples.of(experiment, stage, data.train()).visited());
  }
}
