package dev.carryover.experiments.record.job;

import dev.carryover.data.Sha256;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.record.GraftResults;
import dev.carryover.experiments.record.History;
import dev.carryover.experiments.record.Phases;
import dev.carryover.experiments.record.RunFolder;
import dev.carryover.experiments.record.SearchResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.run.Observer;
import dev.carryover.experiments.run.SearchOutcome;
import dev.carryover.experiments.run.StageOutcome;
import dev.carryover.experiments.run.StageRef;
import dev.carryover.network.NetworkSpec;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records a job while it runs, and appends its history to the run's. */
public final class JobRecorder implements Observer {
  private final Experiment experiment;
  private final JobRecords records;
  private final JobOrigin origin;
  private final History history;
  private final Phases phases;
  private final Map<String, StageResults> stages;
  private final Map<String, GraftResults> grafts;
  private final Map<String, SearchResults> searches;
  private final Map<String, String> parameters;

  /**
   * @param experiment whose job it is
   * @param origin what it is computed from and on from here
   * @param before what was done of it earlier
   * @param together how many jobs run together
   * @param records are kept up to date
   */
  public JobRecorder(
      RunFolder folder,
      Experiment experiment,
      JobOrigin origin,
      JobRecord before,
      int together,
      JobRecords records) {
    this.experiment = experiment;
    this.records = records;
    this.origin = origin;
    this.history = new History(folder, experiment.key(), before.history());
    this.phases = new Phases(before.phases(), together);
    this.stages = new LinkedHashMap<>(before.stages());
    this.grafts = new LinkedHashMap<>(before.grafts());
    this.searches = new LinkedHashMap<>(before.searches());
    this.parameters = new LinkedHashMap<>(before.parameters());
    records.put(experiment, before);
    history.append();
  }

  /** What has come of the job so far. */
  public JobRecord record() {
    return new JobRecord(
        JobRecord.SCHEMA,
        origin,
        stages,
        grafts,
        searches,
        phases.ended(),
        parameters,
        history.rows(),
        Optional.empty());
  }

  @Override
  public void started(StageRef stage, int examples) {
    phases.started(stage, examples);
  }

  @Override
  public void resumed(StageRef stage, int epochsDone, double trainingSeconds) {
    phases.resumed(stage, epochsDone, trainingSeconds);
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    history.epochDone(stage, epochsDone, losses);
    phases.epochDone(stage, epochsDone, losses);
  }

  @Override
  public void recorded(
      StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {
    history.recorded(stage, epochsDone, scores, replicas);
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] trained, double trainingSeconds) {
    history.trained(stage, network, trained, trainingSeconds);
    phases.trained(stage, network, trained, trainingSeconds);
    parameters.put(stage.stage().key(), sha256(trained));
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    history.searched(stage, outcome, trainingSeconds);
    phases.searched(stage, outcome, trainingSeconds);
    searches.put(stage.stage().key(), SearchResults.of(outcome));
    records.put(experiment, record());
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    phases.measured(stage, outcome);
    stages.put(stage.stage().key(), StageResults.of(outcome));
    records.put(experiment, record());
  }

  @Override
  public void grafted(Experiment of, Graft graft, Map<SetName, SetFigures> figures) {
    grafts.put(graft.key(), GraftResults.of(figures));
    records.put(experiment, record());
  }

  @Override
  public void abandoned(StageRef stage) {
    history.abandoned(stage);
  }

  /** Of parameters, bit for bit. */
  public static String sha256(double[] parameters) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(parameters.length, Double.BYTES));
    bytes.asDoubleBuffer().put(parameters);
    return Sha256.of(bytes.array());
  }
}
