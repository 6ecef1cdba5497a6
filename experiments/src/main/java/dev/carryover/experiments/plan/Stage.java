package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.data.Excerpt;
import dev.carryover.network.Activation;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Corruption;
import dev.carryover.program.Loss;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.Collections;
import java.util.List;
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
 * @param search among which recipes its own is chosen; absent: it is as it stands
 * @param start where its parameters come from
 * @param frozen how many leading layers stay as they start
 * @param train which examples it trains on
 * @param measure what is measured of it
 * @param weights where an earlier run left its trained parameters: nothing is trained then, only
 *     measured; absent: it is trained
 * @param save whether a run keeps its trained parameters
 */
public record Stage(
    String key,
    Optional<String> title,
    Objective objective,
    Architecture architecture,
    Recipe recipe,
    Optional<Search> search,
    Start start,
    int frozen,
    Selection train,
    Measurement measure,
    Optional<Weights> weights,
    boolean save) {
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
    int hidden = architecture.depth();
    require(
        loss.accepts(output),
        "architecture.output",
        "an activation that goes with the loss " + loss,
        output);
    requireFrozen(objective, architecture, frozen);
    start.requireFits(objective, architecture, output, train);
    require(
        search.isEmpty() || weights.isEmpty(),
        "search",
        "nothing, as the parameters are read and nothing is trained",
        "a search");
    require(
        start.from().isEmpty() || start.layers() <= hidden,
        "start.layers",
        "at most the %d hidden layers".formatted(hidden),
        start.layers());
    if (objective == Objective.RECONSTRUCT_CODE) {
      require(
          loss.isDefinedFor(architecture.activation()),
          "recipe.loss",
          "a loss that is defined for codes of " + architecture.activation(),
          loss);
    }
    if (objective != Objective.CLASSIFY) {
      require(
          measure.metric().isEmpty() || !measure.metric().get().isFraction(),
          "measure.metric",
          "squaredError or squaredErrorSnapped for what reconstructs",
          measure.metric().map(Metric::key).orElse(""));
    }
  }

  private static void requireFrozen(Objective objective, Architecture architecture, int frozen) {
    int hidden = architecture.depth();
    switch (objective) {
      case CLASSIFY ->
          require(
              frozen >= 0 && frozen <= hidden,
              "frozen",
              "0 to %d of the network's %d layers".formatted(hidden, hidden + 1),
              frozen);
      case RECONSTRUCT -> {
        require(
            frozen >= 0 && frozen < 2 * hidden,
            "frozen",
            "0 to %d of the network's %d layers".formatted(2 * hidden - 1, 2 * hidden),
            frozen);
        require(
            frozen == 0 || !architecture.tied(),
            "frozen",
            "0, as the decoder is tied to what would be frozen",
            frozen);
      }
      case RECONSTRUCT_CODE ->
          require(
              frozen >= 1 && frozen < hidden,
              "frozen",
              hidden == 1
                  ? "hidden layers of which one is frozen, to have a code, and one trains"
                  : "1 to %d of the %d hidden layers, which make the code"
                      .formatted(hidden - 1, hidden),
              frozen);
    }
  }

  private static String quoted(String text) {
    return "\"" + Excerpt.text(text) + "\"";
  }

  private static Activation output(Objective objective, Architecture architecture, Recipe recipe) {
    Loss loss = recipe.loss(objective);
    Activation usual =
        switch (loss) {
          case SOFTMAX_CROSS_ENTROPY -> Activation.SOFTMAX;
          case BINARY_CROSS_ENTROPY -> Activation.SIGMOID;
          case SQUARED_ERROR ->
              objective == Objective.RECONSTRUCT_CODE
                  ? architecture.activation()
                  : Activation.SIGMOID;
        };
    return architecture.output().orElse(usual);
  }

  /** Its name for people. */
  public String name() {
    return title.orElse(key);
  }

  /** Whether its target is the example itself or a code of it, and not its label. */
  public boolean reconstructs() {
    return objective != Objective.CLASSIFY;
  }

  /** Whether its target is the code that its frozen layers make. */
  public boolean reconstructsCode() {
    return objective == Objective.RECONSTRUCT_CODE;
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
    Activation output = output(objective, architecture, recipe);
    return switch (objective) {
      case CLASSIFY -> architecture.classifier(features, classes, output);
      case RECONSTRUCT -> architecture.autoencoder(features, 0, output);
      case RECONSTRUCT_CODE -> architecture.autoencoder(features, frozen, output);
    };
  }

  /**
   * Its program for R replicas.
   *
   * @param seeds decide what is corrupted: the purpose is {@code corruption}
   */
  public TrainingProgram program(int features, int classes, int replicas, SeedSequence seeds) {
    return program(features, classes, Collections.nCopies(replicas, recipe), seeds);
  }

  /**
   * Likewise with a recipe for each replica, which differ in rate, decay and corruption alone.
   *
   * @param recipes one for each of the R replicas
   */
  public TrainingProgram program(
      int features, int classes, List<Recipe> recipes, SeedSequence seeds) {
    TrainingProgram program =
        TrainingProgram.of(
                network(features, classes),
                recipe.loss(objective),
                recipe.optimizer(),
                recipe.rate(),
                recipe.batch(),
                recipes.size())
            .withLearningRates(recipes.stream().map(Recipe::rate).toList())
            .withWeightDecays(recipes.stream().map(Recipe::decay).toList())
            .withCorruptions(
                IntStream.range(0, recipes.size())
                    .mapToObj(r -> corruption(recipes.get(r), seeds, r))
                    .toList());
    Set<Integer> layers = IntStream.range(0, frozen).boxed().collect(Collectors.toSet());
    return layers.isEmpty() ? program : program.withFrozen(layers);
  }

  private static Corruption corruption(Recipe recipe, SeedSequence seeds, int replica) {
    return recipe.corruption() > 0
        ? new Corruption(recipe.corruption(), seeds.seed("corruption", replica))
        : Corruption.NONE;
  }

  /**
   * Whether another stage's replicas can be trained as further replicas of this one's program, and
   * measured with them: it differs in nothing but its names, its recipe's rate, decay and
   * corruption, where it starts, which examples it trains on, and the search for its recipe.
   */
  public boolean isTrainedLike(Stage other) {
    return objective == other.objective
        && architecture.equals(other.architecture)
        && recipe.with(0, 0, 0).equals(other.recipe.with(0, 0, 0))
        && frozen == other.frozen
        && measure.equals(other.measure)
        && weights.isPresent() == other.weights.isPresent();
  }

  /** The recipes among which its own is chosen. */
  public List<Recipe> candidates() {
    return search.orElseThrow().candidates(recipe);
  }

  /** The same with another recipe, and the same search for it. */
  public Stage withRecipe(Recipe other) {
    return with(other, search, weights);
  }

  /** The same with the recipe that a search has chosen. */
  public Stage withChosen(Recipe chosen) {
    return with(chosen, Optional.empty(), weights);
  }

  /** The search for its recipe as a stage of its own, with candidates for replicas. */
  public Stage ofSearch() {
    Recipe longest =
        search.orElseThrow().epochs().isPresent()
            ? recipe.withEpochs(Math.min(recipe.epochs(), search.get().epochs().getAsInt()))
            : recipe;
    return new Stage(
        searchKey(),
        Optional.of(name() + ", search"),
        objective,
        architecture,
        longest,
        Optional.empty(),
        start,
        frozen,
        train,
        measure.ofSearch(),
        Optional.empty(),
        false);
  }

  /** The name of {@link #ofSearch} in files. */
  public String searchKey() {
    return key + "-search";
  }

  private Stage with(
      Recipe otherRecipe, Optional<Search> otherSearch, Optional<Weights> otherWeights) {
    return new Stage(
        key,
        title,
        objective,
        architecture,
        otherRecipe,
        otherSearch,
        start,
        frozen,
        train,
        measure,
        otherWeights,
        save);
  }

  /** The same with its parameters read from what an earlier run left; nothing is searched then. */
  public Stage withWeights(Weights from) {
    return with(recipe, Optional.empty(), Optional.of(from));
  }
}
