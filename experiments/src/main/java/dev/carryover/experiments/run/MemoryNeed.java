package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Evaluation;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.TrainingProgram;

/**
 * How much memory an experiment's largest stage needs on this machine's heap, estimated from its
 * numbers: it grows with R as R.
 */
public final class MemoryNeed {
  private MemoryNeed() {}

  /** The bytes that the largest stage needs together with what is carried over into it. */
  public static long bytes(Experiment experiment, DataSets data) {
    return StageRef.trainings(experiment).stream()
        .mapToLong(ref -> bytes(ref.experiment(), ref.stage(), data))
        .max()
        .orElseThrow();
  }

  /**
   * The bytes that one stage needs: in float64 the parameters that are loaded, those that come back
   * with their slots and those that are kept for later stages; in float32 the session's own, with
   * gradients and slots; the examples, bound and cut into chunks; predictions of one chunk.
   */
  public static long bytes(Experiment experiment, Stage stage, DataSets data) {
    TrainingProgram program = experiment.program(stage, data.features(), data.classes());
    NetworkSpec network = program.network();
    long parameters = (long) experiment.replicas() * network.parameters().size();
    int slots = program.optimizer().slots();
    long states = parameters * Double.BYTES * (3 + 2L * (1 + slots));
    long session = parameters * Float.BYTES * (2 + slots);
    long examples = 3L * data.train().count() * data.features() * Float.BYTES;
    long predictions =
        (long) Evaluation.chunk(experiment.replicas(), network.outputs())
            * experiment.replicas()
            * network.outputs()
            * Float.BYTES;
    return states + session + examples + predictions;
  }
}
