package dev.carryover.experiments.run;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends.Choice;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Graft;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Start;
import dev.carryover.experiments.plan.Weights;
import dev.carryover.network.NetworkSpec;
import dev.carryover.network.ParameterLayout;
import dev.carryover.training.Initializer;
import dev.carryover.training.Marginals;
import dev.carryover.training.SeedSequence;
import dev.carryover.training.ShuffledWeights;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs an experiment: its stages in their order, then its grafts. A stage's parameters are kept as
 * long as a later stage or graft needs them.
 */
public final class Runner {
  private final Experiment experiment;
  private final DataSets data;
  private final Choice choice;
  private final Map<String, RecipeSearch> searches = new HashMap<>();
  private final Map<String, StageTraining> trainings = new HashMap<>();
  private final Map<String, double[]> parameters = new HashMap<>();
  private Resumption before = Resumption.none();

  /** Finds parameters that an earlier run saved. */
  @FunctionalInterface
  public interface SavedParameters {
    /**
     * All replicas' parameters, {@code [R][P]}, for the caller to own.
     *
     * @throws dev.carryover.data.DataException if they are not there, or of another network
     */
    double[] read(Weights weights, StageRef stage, NetworkSpec network);
  }

  /**
   * Makes an experiment ready: what can be refused is refused here.
   *
   * @param saved finds the parameters of stages that are not trained; they are read here
   * @throws dev.carryover.data.DataException if the data lacks what a stage trains on or is
   *     measured on, or saved parameters cannot be had
   */
  public Runner(Experiment experiment, DataSets data, Choice choice, SavedParameters saved) {
    this.experiment = experiment;
    this.data = data;
    this.choice = choice;
    experiment
        .stages()
        .forEach(stage -> {
          StageRef ref = new StageRef(experiment, stage);
          StageTraining training = new StageTraining(ref, data);
          trainings.put(stage.key(), training);
          if (stage.search().isPresent()) {
            searches.put(stage.key(), new RecipeSearch(ref, data));
          }
          stage
              .weights()
              .ifPresent(weights ->
                  parameters.put(
                      stage.key(), saved.read(weights, ref, training.program().network())));
        });
  }

  /** {@link #run(Observer, Resumption)} from the beginning. */
  public void run(Observer observer) {
    run(observer, Resumption.none());
  }

  /**
   * Runs it to its end, without the stages that are done already.
   *
   * @param earlier what is done
   * @throws dev.carryover.backend.BackendException if the device fails, or a loss is no longer
   *     finite
   * @throws dev.carryover.data.DataException if what a finished stage came to cannot be had
   */
  public void run(Observer observer, Resumption earlier) {
    GroupRun.Member alone =
        new GroupRun.Member(
            this,
            observer,
            earlier,
            reason -> {
              throw reason;
            });
    new GroupRun(List.of(alone), choice, ignored -> {}).run();
  }

  /** What is run. */
  Experiment experiment() {
    return experiment;
  }

  /** Sets what is done already. */
  void begin(Resumption earlier) {
    before = earlier;
  }

  /** Measures a stage if its parameters were saved by an earlier run, and if that is not done. */
  void measureSaved(Stage stage, Observer observer) {
    double[] saved = parameters.get(stage.key());
    if (stage.weights().isPresent() && saved != null && !isDone(stage)) {
      observer.measured(
          new StageRef(experiment, stage), Lockstep.measure(training(stage.key()), saved, choice));
    }
  }

  /** The search for a stage's recipe; empty if it has none that is still to be trained. */
  Optional<LockstepMember> search(
      Stage stage, Observer observer, Consumer<BackendException> failed) {
    RecipeSearch search = searches.get(stage.key());
    if (search == null || isDone(stage) || before.chosen().containsKey(stage.key())) {
      return Optional.empty();
    }
    return Optional.of(
        new LockstepMember(
            search.training(),
            () -> search.repeated(start(stage)),
            before.running(stage.searchKey()),
            observer,
            failed));
  }

  /** Takes what the search for a stage's recipe has come to. */
  void searched(Stage stage, LockstepMember ended, Observer observer) {
    SearchOutcome outcome = Objects.requireNonNull(searches.get(stage.key())).outcome(ended);
    observer.searched(new StageRef(experiment, stage), outcome, ended.trainingSeconds());
    choose(stage, outcome.chosen());
  }

  private void choose(Stage stage, int candidate) {
    Recipe recipe = stage.candidates().get(candidate);
    trainings.put(
        stage.key(), new StageTraining(new StageRef(experiment, stage.withChosen(recipe)), data));
  }

  /** The training of a stage; empty if it is done or its parameters are saved. */
  Optional<LockstepMember> training(
      Stage stage, Observer observer, Consumer<BackendException> failed) {
    if (isDone(stage) || stage.weights().isPresent()) {
      return Optional.empty();
    }
    Integer earlier = before.chosen().get(stage.key());
    if (earlier != null) {
      choose(stage, earlier);
    }
    return Optional.of(
        new LockstepMember(
            training(stage.key()),
            () -> start(stage),
            before.running(stage.key()),
            observer,
            failed));
  }

  /** Takes what a stage has come to. */
  void trained(Stage stage, LockstepMember ended) {
    parameters.put(stage.key(), ended.parameters());
  }

  private boolean isDone(Stage stage) {
    return before.done().contains(stage.key());
  }

  /** Lets go of parameters that no stage after so many and no graft needs. */
  void forget(int stagesDone) {
    parameters.keySet().removeIf(key -> !isNeeded(key, stagesDone));
  }

  private boolean isNeeded(String key, int stagesDone) {
    return experiment.stages().stream()
            .skip(stagesDone)
            .anyMatch(later ->
                later.start().from().filter(key::equals).isPresent() || later.key().equals(key))
        || experiment.grafts().stream()
            .anyMatch(graft -> graft.into().equals(key) || graft.from().equals(key));
  }

  /** Measures its grafts. */
  void graft(Observer observer) {
    experiment.grafts().forEach(graft -> measure(graft, observer));
  }

  /** What a stage came to; of one that an earlier process trained, read when it is asked for. */
  private double[] parameters(String key) {
    return parameters.computeIfAbsent(
        key,
        stage ->
            before
                .trained()
                .read(
                    new StageRef(experiment, experiment.stage(stage).orElseThrow()),
                    training(stage).program().network()));
  }

  private StageTraining training(String key) {
    return Objects.requireNonNull(trainings.get(key), key);
  }

  private double[] start(Stage stage) {
    Start start = stage.start();
    NetworkSpec network = training(stage.key()).program().network();
    double[] drawn =
        initializer(stage)
            .draw(network, experiment.replicas(), new SeedSequence(experiment.seed()));
    if (start.from().isPresent()) {
      switch (start.carry()) {
        case PARAMETERS ->
            carry(start.from().get(), stage.key(), drawn, start.layers(), start.biases());
        case MARGINALS, SHUFFLED -> {
          if (!start.biases()) {
            clearBiases(network, drawn, start.layers());
          }
        }
      }
    }
    return drawn;
  }

  private Initializer initializer(Stage stage) {
    Start start = stage.start();
    Initializer fresh = start.initializer().over(training(stage.key()).images());
    if (start.from().isEmpty() || start.carry() == Start.Carry.PARAMETERS) {
      return fresh;
    }
    double[] trained = parameters(start.from().get());
    NetworkSpec source = training(start.from().get()).program().network();
    return start.carry() == Start.Carry.SHUFFLED
        ? new ShuffledWeights(source, trained, start.layers(), fresh)
        : new Marginals(source, trained, start.layers(), fresh);
  }

  private void clearBiases(NetworkSpec network, double[] target, int layers) {
    ParameterLayout layout = network.parameters();
    for (int r = 0; r < experiment.replicas(); r++) {
      for (int l = 0; l < layers; l++) {
        int bias = r * layout.size() + layout.bias(l).offset();
        Arrays.fill(target, bias, bias + layout.bias(l).size(), 0);
      }
    }
  }

  private void measure(Graft graft, Observer observer) {
    double[] grafted = parameters(graft.into()).clone();
    carry(graft.from(), graft.into(), grafted, graft.layers(), graft.biases());
    observer.grafted(
        experiment, graft, Lockstep.measure(training(graft.into()), grafted, choice).figures());
  }

  /** Copies one stage's leading layers into another's parameters, replica by replica. */
  private void carry(String from, String into, double[] target, int layers, boolean biases) {
    double[] source = parameters(from);
    ParameterLayout there = training(from).program().network().parameters();
    ParameterLayout here = training(into).program().network().parameters();
    for (int r = 0; r < experiment.replicas(); r++) {
      for (int l = 0; l < layers; l++) {
        copy(source, r * there.size(), there.weight(l), target, r * here.size(), here.weight(l));
        if (biases) {
          copy(source, r * there.size(), there.bias(l), target, r * here.size(), here.bias(l));
        }
      }
    }
  }

  private static void copy(
      double[] source,
      int sourceStart,
      ParameterLayout.Tensor from,
      double[] target,
      int targetStart,
      ParameterLayout.Tensor into) {
    System.arraycopy(
        source, sourceStart + from.offset(), target, targetStart + into.offset(), from.size());
  }
}
