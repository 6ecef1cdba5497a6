package dev.carryover.experiments.run;

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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
          StageTraining training = new StageTraining(ref, data, choice);
          trainings.put(stage.key(), training);
          if (stage.search().isPresent()) {
            searches.put(stage.key(), new RecipeSearch(ref, data, choice));
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
    before = earlier;
    for (int s = 0; s < experiment.stages().size(); s++) {
      Stage stage = experiment.stages().get(s);
      if (!earlier.done().contains(stage.key())) {
        run(stage, observer);
      }
      int done = s + 1;
      parameters.keySet().removeIf(key -> !isNeeded(key, done));
    }
    experiment.grafts().forEach(graft -> measure(graft, observer));
  }

  private boolean isNeeded(String key, int stagesDone) {
    return experiment.stages().stream()
            .skip(stagesDone)
            .anyMatch(later -> later.start().from().filter(key::equals).isPresent())
        || experiment.grafts().stream()
            .anyMatch(graft -> graft.into().equals(key) || graft.from().equals(key));
  }

  private void run(Stage stage, Observer observer) {
    double[] saved = parameters.get(stage.key());
    if (saved != null) {
      training(stage.key()).measure(saved, observer);
      return;
    }
    double[] start = start(stage);
    Optional<RecipeSearch> search = Optional.ofNullable(searches.get(stage.key()));
    if (search.isPresent()) {
      int chosen = chosen(stage, search.get(), start, observer);
      Recipe recipe = stage.candidates().get(chosen);
      StageRef found = new StageRef(experiment, stage.withChosen(recipe));
      trainings.put(stage.key(), new StageTraining(found, data, choice));
    }
    Optional<StageProgress> running = before.running(stage.key());
    parameters.put(
        stage.key(),
        running.isPresent()
            ? training(stage.key()).resume(running.get(), observer)
            : training(stage.key()).train(start, observer));
  }

  /** The number of the candidate that a stage's search chooses, or has chosen earlier. */
  private int chosen(Stage stage, RecipeSearch search, double[] start, Observer observer) {
    Integer earlier = before.chosen().get(stage.key());
    return earlier == null
        ? search.run(start, before.running(stage.searchKey()), observer).chosen()
        : earlier;
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
    observer.grafted(experiment, graft, training(graft.into()).figures(grafted));
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
