package dev.carryover.experiments.record;

import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Writes into a run's folder what comes of its experiments, at once: parameters before anything is
 * computed from them, and {@code run.json} with every stage.
 */
public final class RunWriter implements Observer {
  private final RunFolder folder;
  private final Function<RunWriter, String> record;
  private final Map<String, ExperimentResults> results = new LinkedHashMap<>();
  private boolean complete;

  /**
   * @param record makes {@code run.json} of this writer's results so far
   */
  public RunWriter(RunFolder folder, Function<RunWriter, String> record) {
    this.folder = folder;
    this.record = record;
  }

  /** What has come of the experiments so far, by their keys. */
  public Map<String, ExperimentResults> results() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(results));
  }

  /** What has come of one experiment so far. */
  public ExperimentResults results(Experiment experiment) {
    return results.getOrDefault(experiment.key(), ExperimentResults.NONE);
  }

  @Override
  public void started(StageRef stage, int examples) {
    write();
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] parameters, double trainingSeconds) {
    folder.writeWeights(stage, network, parameters);
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    outcome.samples().ifPresent(samples -> folder.writeSamples(stage, samples));
    update(
        stage.experiment(),
        before -> before.with(stage.experiment(), stage.stage(), StageResults.of(outcome)));
  }

  @Override
  public void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {
    update(experiment, before -> before.withGraft(graft.key(), GraftResults.of(figures)));
  }

  private void update(Experiment experiment, UnaryOperator<ExperimentResults> change) {
    results.put(experiment.key(), change.apply(results(experiment)));
    write();
  }

  /** Whether everything that was asked for is there. */
  public boolean isComplete() {
    return complete;
  }

  /** Everything that was asked for is there: from here on {@code run.json} says so. */
  public void complete() {
    complete = true;
    write();
  }

  private void write() {
    folder.write(folder.record(), record.apply(this).getBytes(StandardCharsets.UTF_8));
  }
}
