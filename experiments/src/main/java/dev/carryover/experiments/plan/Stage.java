package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.data.Excerpt;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One training: R replicas of one network.
 *
 * @param key its name in files: letters, digits, dashes and underscores
 * @param title its name for people; absent: its key
 * @param objective what it learns
 * @param architecture its network
 * @param recipe how it is trained
 * @param start where its parameters come from
 * @param frozen how many leading layers stay as they start
 * @param train which examples it trains on
 * @param measure what is measured of it
 * @param weights where an earlier run left its trained parameters: nothing is trained then, only
 *     measured; absent: it is trained
 */
public record Stage(
    String key,
    Optional<String> title,
    Objective objective,
    Architecture architecture,
    Recipe recipe,
    Start start,
    int frozen,
    Selection train,
    Measurement measure,
    Optional<Weights> weights) {
  static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /**
   * @throws InvalidPlanException if the key cannot name a file, the loss does not fit the outputs,
   *     no layer is left to train, or a metric does not apply
   */
  public Stage {
    require(
        KEY.matcher(key).matches(), "key", "letters, digits, dashes and underscores", quoted(key));
    Activation output = output(objective, architecture, recipe);
    Loss loss = recipe.loss(objective);
    require(
        loss.accepts(output),
        "architecture.output",
        "an activation that goes with the loss " + loss,
        output);
    int depth =
        objective == Objective.CLASSIFY ? architecture.depth() + 1 : 2 * architecture.depth();
    require(
        frozen >= 0 && frozen < depth,
        "frozen",
        "0 to %d of the network's %d layers".formatted(depth - 1, depth),
        frozen);
    require(
        start.from().isEmpty() || start.layers() <= architecture.depth(),
        "start.layers",
        "at most the %d hidden layers".formatted(architecture.depth()),
        start.layers());
    if (objective == Objective.RECONSTRUCT) {
      require(
          measure.metric().isEmpty() || !measure.metric().get().isFraction(),
          "measure.metric",
          "squaredError or squaredErrorSnapped for what reconstructs",
          measure.metric().map(Metric::key).orElse(""));
    }
  }

  private static String quoted(String text) {
    return "\"" + Excerpt.text(text) + "\"";
  }

  private static Activation output(Objective objective, Architecture architecture, Recipe recipe) {
    boolean softmax = recipe.loss(objective) == Loss.SOFTMAX_CROSS_ENTROPY;
    return architecture.output().orElse(softmax ? Activation.SOFTMAX : Activation.SIGMOID);
  }

  /** Its name for people. */
  public String name() {
    return title.orElse(key);
  }

  /** Whether its target is the example itself. */
  public boolean reconstructs() {
    return objective == Objective.RECONSTRUCT;
  }

  /** The figure that stands for it in tables. */
  public Metric metric() {
    return measure
        .metric()
        .orElse(
            reconstructs()
                ? Metric.squaredErrorOf(measure.reading())
                : Metric.errorOf(measure.reading()));
  }

  /** Its network over examples of so many features in so many classes. */
  public NetworkSpec network(int features, int classes) {
    return architecture.network(
        objective, features, classes, output(objective, architecture, recipe));
  }

  /** Its program for R replicas. */
  public TrainingProgram program(int features, int classes, int replicas) {
    TrainingProgram program =
        TrainingProgram.of(
            network(features, classes),
            recipe.loss(objective),
            recipe.optimizer(),
            recipe.rate(),
            recipe.batch(),
            replicas);
    Set<Integer> layers = IntStream.range(0, frozen).boxed().collect(Collectors.toSet());
    return layers.isEmpty() ? program : program.withFrozen(layers);
  }

  /** The same with another recipe. */
  public Stage withRecipe(Recipe other) {
    return new Stage(
        key, title, objective, architecture, other, start, frozen, train, measure, weights);
  }

  /** The same with its parameters read from what an earlier run left. */
  public Stage withWeights(Weights from) {
    return new Stage(
        key,
        title,
        objective,
        architecture,
        recipe,
        start,
        frozen,
        train,
        measure,
        Optional.of(from));
  }
}
