package dev.carryover.experiments.run;

import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An observer that remembers. */
final class RecordedRun implements Observer {
  record Entry(int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {}

  final Map<String, Integer> examples = new LinkedHashMap<>();
  final Map<String, Integer> epochs = new HashMap<>();
  final Map<String, List<Entry>> records = new HashMap<>();
  final Map<String, NetworkSpec> networks = new HashMap<>();
  final Map<String, double[]> parameters = new HashMap<>();
  final Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
  final Map<String, Map<SetName, SetFigures>> grafts = new HashMap<>();
  final Map<String, SearchOutcome> searches = new HashMap<>();
  final List<String> events = new ArrayList<>();

  @Override
  public void started(StageRef stage, int count) {
    examples.put(stage.stage().key(), count);
    events.add("started " + stage.stage().key());
  }

  @Override
  public void epochDone(StageRef stage, int epochsDone, List<Double> losses) {
    epochs.put(stage.stage().key(), epochsDone);
  }

  @Override
  public void recorded(
      StageRef stage, int epochsDone, Map<SetName, Scores> scores, List<Integer> replicas) {
    records
        .computeIfAbsent(stage.stage().key(), ignored -> new ArrayList<>())
        .add(new Entry(epochsDone, new EnumMap<>(scores), replicas));
  }

  @Override
  public void trained(
      StageRef stage, NetworkSpec network, double[] trained, double trainingSeconds) {
    networks.put(stage.stage().key(), network);
    parameters.put(stage.stage().key(), trained.clone());
    events.add("trained " + stage.stage().key());
  }

  @Override
  public void searched(StageRef stage, SearchOutcome outcome, double trainingSeconds) {
    searches.put(stage.stage().key(), outcome);
    events.add("searched " + stage.stage().key());
  }

  @Override
  public void measured(StageRef stage, StageOutcome outcome) {
    outcomes.put(stage.stage().key(), outcome);
    events.add("measured " + stage.stage().key());
  }

  @Override
  public void grafted(Experiment experiment, Graft graft, Map<SetName, SetFigures> figures) {
    grafts.put(graft.key(), figures);
    events.add("grafted " + graft.key());
  }

  @Override
  public void abandoned(StageRef stage) {
    events.add("abandoned " + stage.stage().key());
  }

  SearchOutcome search(String stage) {
    return Objects.requireNonNull(searches.get(stage), stage);
  }

  StageOutcome outcome(String stage) {
    return Objects.requireNonNull(outcomes.get(stage), stage);
  }

  NetworkSpec network(String stage) {
    return Objects.requireNonNull(networks.get(stage), stage);
  }

  double[] parameters(String stage) {
    return Objects.requireNonNull(parameters.get(stage), stage);
  }

  /** One replica's tensor when a stage's training ended. */
  double[] tensor(String stage, int replica, Tensor tensor) {
    int from = replica * network(stage).parameters().size() + tensor.offset();
    return Arrays.copyOfRange(parameters(stage), from, from + tensor.size());
  }

  double[] weight(String stage, int replica, int layer) {
    return tensor(stage, replica, network(stage).parameters().weight(layer));
  }

  double[] bias(String stage, int replica, int layer) {
    return tensor(stage, replica, network(stage).parameters().bias(layer));
  }

  List<Integer> recordedEpochs(String stage) {
    return Objects.requireNonNull(records.get(stage), stage).stream()
        .map(Entry::epochsDone)
        .toList();
  }
}
