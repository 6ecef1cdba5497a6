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
 * Writes into a run's folder what comes of its experiments: parameters at once, before anything is
 * computed from them, and {@code run.json} with every stage, less often where that would take more
 * than 2% of the time.
 */
public final class RunWriter implements Observer {
  /** So many times what writing took is between two times: under 2% of the time. */
  private static final long LEAST_RATIO = 50;

  private final RunFolder folder;
  private final Supplier<String> record;
  private long due = System.nanoTime();

  /**
   * @param record makes {@code run.json} of the results so far
   */
  public RunWriter(RunFolder folder, Supplier<String> record) {
    this.folder = folder;
    this.record = record;
  }

  @Override
  public void started(StageRef stage, int examples) {
    writeIfDue();
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
    writeIfDue();
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    outcome.samples().ifPresent(samples -> folder.writeSamples(stage, samples));
    writeIfDue();
  }

  @Override
  public void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {
    writeIfDue();
  }

  /** Writes {@code run.json} unless that would take more than 2% of the time. */
  public void writeIfDue() {
    if (System.nanoTime() - due >= 0) {
      write();
    }
  }

  /** Writes {@code run.json}. */
  public void write() {
    long begun = System.nanoTime();
    folder.write(folder.record(), record.get().getBytes(StandardCharsets.UTF_8));
    long ended = System.nanoTime();
    due = ended + LEAST_RATIO * (ended - begun);
  }
}
