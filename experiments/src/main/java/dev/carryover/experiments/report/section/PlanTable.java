package dev.carryover.experiments.report.section;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Reading;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.Selection;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.Start;
import dev.carryover.experiments.plan.StopRule;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.record.RunRecord.DataUsed;
import dev.carryover.experiments.record.SearchResults;
import dev.carryover.experiments.report.answer.Metrics;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.report.contents.StageContents;
import dev.carryover.experiments.report.document.Table;
import dev.carryover.experiments.report.document.Words;
import dev.carryover.network.DenseSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.training.Initializer;
import dev.carryover.training.Shuffle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What each stage of an experiment is: its network, its start, its examples and its training. */
final class PlanTable {
  private PlanTable() {}

  static Table of(RunContents contents, Experiment experiment) {
    Table table =
        new Table(
            "What was trained: %s of every stage, seed %d, data split %s%s."
                .formatted(
                    Words.replicas(experiment.replicas()),
                    experiment.seed(),
                    ExperimentFile.spelled(experiment.data().split()),
                    experiment.data().validation() > 0
                        ? ", %s of the training images held back for validation"
                            .formatted(plain(experiment.data().validation()))
                        : ""),
            List.of("Stage", "network", "starts from", "trains on", "training"));
    table.words();
    for (StageContents stage : contents.stages(experiment)) {
      table.row(
          stage.name(),
          network(stage, contents.record().data()),
          start(experiment, stage.stage()),
          examples(stage.stage()),
          training(stage));
    }
    return table;
  }

  private static String network(StageContents stage, DataUsed data) {
    int inputs = data.height() * data.width();
    OptionalInt classes = classes(stage);
    List<String> parts = new ArrayList<>(List.of(Integer.toString(inputs)));
    List<DenseSpec> layers = stage.stage().network(inputs, classes.orElse(1)).layers();
    for (int l = 0; l < layers.size(); l++) {
      boolean open = l == layers.size() - 1 && !stage.stage().reconstructs() && classes.isEmpty();
      parts.add(
          (open ? "classes" : Integer.toString(layers.get(l).outputs()))
              + " "
              + layers.get(l).activation().name().toLowerCase(Locale.ROOT)
              + (layers.get(l).isTied() ? ", tied" : ""));
    }
    return String.join(" – ", parts)
        + (stage.stage().reconstructsCode() ? ", the code its target" : "");
  }

  private static OptionalInt classes(StageContents stage) {
    return stage.results().stream()
        .flatMap(results -> results.classes().values().stream())
        .mapToInt(List::size)
        .findFirst();
  }

  static String start(Experiment experiment, Stage stage) {
    if (stage.weights().isPresent()) {
      return "saved parameters";
    }
    Start start = stage.start();
    String drawn = initializer(start.initializer());
    String text =
        start
            .from()
            .map(from ->
                "%s%s of %s%s; the rest %s"
                    .formatted(
                        switch (start.carry()) {
                          case PARAMETERS -> "";
                          case MARGINALS -> "draws from the values in ";
                          case SHUFFLED -> "each unit’s weights in a random order, ";
                        },
                        layers(start.layers()),
                        experiment.stage(from).map(Stage::name).orElse(from),
                        start.biases() ? ", with biases" : ", weights alone",
                        drawn))
            .orElse(drawn);
    return stage.frozen() == 0 ? text : text + "; " + layers(stage.frozen()) + " frozen";
  }

  private static String layers(int count) {
    return count == 1 ? "first layer" : "first %d layers".formatted(count);
  }

  private static String initializer(Initializer.Choice initializer) {
    return switch (initializer) {
      case Initializer.Normal normal -> "normal draws, σ %s".formatted(plain(normal.sigma()));
      case Initializer.FanInUniform ignored -> "uniform draws by fan-in";
      case Initializer.GlorotUniform ignored -> "Glorot’s uniform draws";
      case Initializer.HeNormal ignored -> "He’s normal draws";
      case Initializer.PrincipalComponents ignored -> "the principal components of its images";
    };
  }

  private static String examples(Stage stage) {
    if (stage.weights().isPresent()) {
      return "nothing, only measured";
    }
    Selection selection = stage.train();
    String classes =
        selection.classes().isEmpty()
            ? "all classes"
            : "classes " + Words.numbers(selection.classes());
    return selection.perClass().isPresent()
        ? "%s of each of %s"
            .formatted(Words.count(selection.perClass().getAsInt(), "image"), classes)
        : selection.isAll() ? "all training images" : classes;
  }

  private static String training(StageContents contents) {
    Stage stage = contents.stage();
    Optional<SearchResults> search = contents.search();
    Recipe recipe =
        search.map(found -> stage.candidates().get(found.chosen())).orElse(stage.recipe());
    List<String> parts = new ArrayList<>();
    if (recipe.epochs() == 0) {
      parts.add("none: measured as it starts");
    } else if (stage.weights().isEmpty()) {
      parts.add(loss(recipe.loss(stage.objective())));
      parts.add(optimizer(recipe.optimizer()));
      parts.add("rate %s, batch %d".formatted(plain(recipe.rate()), recipe.batch()));
      if (recipe.decay() > 0) {
        parts.add("weight decay " + plain(recipe.decay()));
      }
      if (recipe.corruption() > 0) {
        parts.add(plain(100 * recipe.corruption()) + "% of its inputs masked");
      }
      parts.add(Words.count(recipe.epochs(), "epoch"));
      parts.add(
          recipe.shuffle() == Shuffle.Policy.ONCE
              ? "one order for all epochs"
              : "a new order every epoch");
      stage.measure().stop().ifPresent(rule -> parts.add(stop(rule)));
      search.ifPresent(
          found -> parts.add("chosen among %d recipes".formatted(found.candidates().size())));
    }
    if (stage.measure().reading() == Reading.SNAPPED) {
      parts.add("outputs snapped before they are measured");
    }
    return String.join("; ", parts);
  }

  private static String loss(Loss loss) {
    return loss.name()
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ')
        .replace("cross entropy", "cross-entropy");
  }

  private static String optimizer(Optimizer optimizer) {
    return switch (optimizer) {
      case Optimizer.Sgd ignored -> "SGD";
      case Optimizer.Momentum momentum ->
          "momentum %s%s"
              .formatted(
                  plain(momentum.momentum()),
                  momentum.dampening() == 0 ? "" : ", dampening " + plain(momentum.dampening()));
      case Optimizer.Adam adam ->
          "Adam, β %s and %s, ε %s"
              .formatted(plain(adam.beta1()), plain(adam.beta2()), plain(adam.epsilon()));
    };
  }

  private static String stop(StopRule rule) {
    String figure =
        "%s on the %s".formatted(Metrics.heading(rule.metric()), Metrics.images(rule.set()));
    return rule.below().isPresent()
        ? "stops at %s of %s".formatted(plain(rule.below().getAsDouble()), figure)
        : "stops after %s without a new least %s"
            .formatted(Words.count(rule.patience().orElseThrow(), "record"), figure);
  }

  /** Without an exponent and idle zeros. */
  static String plain(double value) {
    return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }
}
