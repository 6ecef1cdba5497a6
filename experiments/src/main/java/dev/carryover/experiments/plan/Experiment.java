package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import dev.carryover.program.TrainingProgram;
import dev.carryover.training.SeedSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question and all that is needed to answer it: what is trained, on what, from where its
 * parameters come, and what is measured. The same experiment on the same data and backend gives the
 * same bits.
 *
 * @param key its name in files
 * @param title its name for people
 * @param summary what is asked and how, in a few sentences; may be empty
 * @param data what it trains and tests on
 * @param replicas R, independent networks with seeds of their own, trained together
 * @param seed decides every random number; replica r of every stage draws the same where stages
 *     share a draw
 * @param stages the trainings, in their order
 * @param grafts what is measured of networks put together after training
 * @param comparisons which stages are compared
 * @param point which value of each axis this experiment is, where it is one of several
 */
public record Experiment(
    String key,
    String title,
    String summary,
    DataSpec data,
    int replicas,
    long seed,
    List<Stage> stages,
    List<Graft> grafts,
    List<Comparison> comparisons,
    List<Axis.Setting> point) {

  /**
   * @throws InvalidPlanException if a number is out of its range, a key stands twice, or a stage,
   *     graft or comparison refers to what is not there or does not fit
   */
  public Experiment {
    stages = List.copyOf(stages);
    grafts = List.copyOf(grafts);
    comparisons = List.copyOf(comparisons);
    point = List.copyOf(point);
    require(
        Stage.KEY.matcher(key).matches(), "key", "letters, digits, dashes and underscores", key);
    require(replicas >= 1, "replicas", "at least 1", replicas);
    require(!stages.isEmpty(), "stages", "at least one stage", "none");
    Set<String> keys = new HashSet<>();
    for (int s = 0; s < stages.size(); s++) {
      Stage stage = stages.get(s);
      require(keys.add(stage.key()), "stages." + s + ".key", "a key of its own", stage.key());
      if (stage.search().isPresent()) {
        require(
            keys.add(stage.searchKey()),
            "stages." + s + ".search",
            "no stage called " + stage.searchKey() + " besides",
            "one");
      }
      requireStart(s, stages);
      requireValidation(s, stage, data);
      requireSaved(s, stages, grafts);
    }
    for (int g = 0; g < grafts.size(); g++) {
      Graft graft = grafts.get(g);
      String path = "grafts." + g;
      require(keys.add(graft.key()), path + ".key", "a key of its own", graft.key());
      Stage into = stageNamed(stages, path + ".into", graft.into());
      requireSameLayers(
          path + ".layers", graft.layers(), into, stageNamed(stages, path + ".from", graft.from()));
    }
    for (int c = 0; c < comparisons.size(); c++) {
      requireComparable("comparisons." + c, comparisons.get(c), stages);
    }
  }

  private static void requireStart(int index, List<Stage> stages) {
    Stage stage = stages.get(index);
    if (stage.start().from().isPresent()) {
      String path = "stages." + index + ".start";
      Stage from = stageNamed(stages.subList(0, index), path + ".from", stage.start().from().get());
      requireSameLayers(path + ".layers", stage.start().layers(), stage, from);
    }
  }

  private static void requireValidation(int index, Stage stage, DataSpec data) {
    require(
        data.validation() > 0 || !stage.measure().sets().contains(SetName.VALIDATION),
        "stages." + index + ".measure.sets",
        "validation only where data.validation is greater than 0",
        stage.measure().sets().stream().map(SetName::key).toList());
    require(
        data.validation() > 0 || stage.search().isEmpty(),
        "stages." + index + ".search",
        "a search only where data.validation is greater than 0",
        "a search");
  }

  /** What others take from a stage must be there when a run goes on in another process. */
  private static void requireSaved(int index, List<Stage> stages, List<Graft> grafts) {
    Stage stage = stages.get(index);
    if (!stage.save()) {
      Stream<String> starting =
          stages.stream()
              .filter(other -> other.start().from().filter(stage.key()::equals).isPresent())
              .map(Stage::key);
      Stream<String> grafting =
          grafts.stream()
              .filter(graft -> List.of(graft.into(), graft.from()).contains(stage.key()))
              .map(Graft::key);
      Stream.concat(starting, grafting)
          .findFirst()
          .ifPresent(user -> {
            throw new InvalidPlanException(
                "stages." + index + ".save",
                "expected true, as %s takes its parameters, found false".formatted(user));
          });
    }
  }

  private static void requireSameLayers(String path, int layers, Stage into, Stage from) {
    List<Integer> there = from.architecture().sizes();
    List<Integer> here = into.architecture().sizes();
    require(
        layers <= there.size() && layers <= here.size(),
        path,
        "at most the %d hidden layers of %s"
            .formatted(Math.min(there.size(), here.size()), from.key()),
        layers);
    require(
        there.subList(0, layers).equals(here.subList(0, layers)),
        path,
        "hidden layers of the same sizes as %s has, %s"
            .formatted(from.key(), there.subList(0, layers)),
        here.subList(0, layers));
  }

  private static void requireComparable(String path, Comparison comparison, List<Stage> stages) {
    for (String end : List.of("a", "b")) {
      String key = end.equals("a") ? comparison.a() : comparison.b();
      Stage stage = stageNamed(stages, path + "." + end, key);
      Metric metric =
          comparison.metric().orElse(stageNamed(stages, path + ".a", comparison.a()).metric());
      require(
          !(stage.reconstructs() && metric.isFraction())
              && stage.measure().readings().contains(metric.reading()),
          path + ".metric",
          "a figure that both stages have",
          metric.key());
    }
  }

  private static Stage stageNamed(List<Stage> stages, String path, String key) {
    return stages.stream()
        .filter(stage -> stage.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new InvalidPlanException(
                path,
                "expected %s, found %s"
                    .formatted(
                        stages.isEmpty()
                            ? "an earlier stage, but there is none"
                            : "one of the stages "
                                + stages.stream().map(Stage::key).collect(Collectors.joining(", ")),
                        key)));
  }

  /** Its key without what tells it from an axis's other values. */
  public String base() {
    int suffixes = point.stream().mapToInt(setting -> setting.suffix().length()).sum();
    return key.substring(0, key.length() - suffixes);
  }

  /** The stage of a key; empty if there is none. */
  public Optional<Stage> stage(String stageKey) {
    return stages.stream().filter(stage -> stage.key().equals(stageKey)).findFirst();
  }

  /** The program of one of its stages, over examples of so many features in so many classes. */
  public TrainingProgram program(Stage stage, int features, int classes) {
    return stage.program(features, classes, replicas, new SeedSequence(seed));
  }

  /** The same with another number of replicas. */
  public Experiment withReplicas(int other) {
    return new Experiment(
        key, title, summary, data, other, seed, stages, grafts, comparisons, point);
  }

  /** The same with another root seed. */
  public Experiment withSeed(long other) {
    return new Experiment(
        key, title, summary, data, replicas, other, stages, grafts, comparisons, point);
  }

  /** The same on other data. */
  public Experiment withData(DataSpec other) {
    return new Experiment(
        key, title, summary, other, replicas, seed, stages, grafts, comparisons, point);
  }

  /** The same with every stage changed. */
  public Experiment withStages(UnaryOperator<Stage> change) {
    return new Experiment(
        key,
        title,
        summary,
        data,
        replicas,
        seed,
        stages.stream().map(change).toList(),
        grafts,
        comparisons,
        point);
  }

  /**
   * Every stage that trains trained for so many epochs.
   *
   * @throws InvalidPlanException if that is none
   */
  public Experiment withEpochs(int epochs) {
    require(epochs >= 1, "epochs", "at least 1", epochs);
    return withStages(stage ->
        stage.recipe().epochs() == 0 ? stage : stage.withRecipe(stage.recipe().withEpochs(epochs)));
  }

  /**
   * The stages of the given keys alone, with the grafts and comparisons that need no others.
   *
   * @throws InvalidPlanException if one of them starts from a stage that is left out
   */
  public Experiment only(Set<String> keys) {
    List<Stage> kept = new ArrayList<>(stages);
    kept.removeIf(stage -> !keys.contains(stage.key()));
    return new Experiment(
        key,
        title,
        summary,
        data,
        replicas,
        seed,
        kept,
        grafts.stream().filter(g -> keys.containsAll(List.of(g.into(), g.from()))).toList(),
        comparisons.stream().filter(c -> keys.containsAll(List.of(c.a(), c.b()))).toList(),
        point);
  }
}
