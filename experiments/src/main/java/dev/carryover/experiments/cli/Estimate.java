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
      for (StageRef training : StageRef.trainings(experiment)) {
        products +=
            training.stage().weights().isPresent()
                ? 0
                : products(training.experiment(), training.stage(), data);
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
