package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Writes into a run's folder what comes of its experiments, at once: parameters before anything is
 * computed from them, and {@code run.json} with every stage.
 */
public final class RunWriter implements Observer {
  private final RunFolder folder;
  private final Supplier<String> record;

  /**
   * @param record makes {@code run.json} of the results so far
   */
  public RunWriter(RunFolder folder, Supplier<String> record) {
    this.folder = folder;
    this.record = record;
  }

  @Override
  public void started(StageRef stage, int examples) {
    write();
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    if (stage.stage().save()) {
      folder.writeWeights(stage, network, parameters);
    }
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    write();
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    outcome.samples().ifPresent(samples -> folder.writeSamples(stage, samples));
    write();
  }

  @Override
  public void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {
    write();
  }

  /** Writes {@code run.json}. */
  public void write() {
    folder.write(folder.record(), record.get().getBytes(StandardCharsets.UTF_8));
  }
}
