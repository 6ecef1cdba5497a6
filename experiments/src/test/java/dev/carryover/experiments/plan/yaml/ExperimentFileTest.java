package dev.carryover.experiments.plan.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.papers.Papers;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Objective;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.SplitRule;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.training.Initializer;
import dev.carryover.training.Shuffle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentFileTest {
  static final String SMALL =
      """
      key: small
      stages:
        - key: code
          objective: reconstruct
        - key: digits
          objective: classify
          start: {from: code}
      """;

  static List<Experiment> read(String text, String... settings) {
    return ExperimentFile.read("my.yaml", text, List.of(settings), List.of());
  }

  static Experiment one(String text, String... settings) {
    return read(text, settings).getFirst();
  }

  static Stage stage(Experiment experiment, String key) {
    return experiment.stage(key).orElseThrow();
  }

  static void refused(String text, String message) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void whatAFileLeavesOutHasItsDefault() {
    Experiment experiment = one(SMALL);
    assertThat(experiment.replicas()).isEqualTo(5);
    assertThat(experiment.seed()).isEqualTo(1);
    assertThat(experiment.data().set()).isEqualTo("auto");
    assertThat(experiment.data().split()).isEqualTo(SplitRule.MNIST5000);
    Stage code = stage(experiment, "code");
    assertThat(code.name()).isEqualTo("code");
    assertThat(code.network(784, 10)).hasToString("784-200-784");
    assertThat(code.recipe().loss(Objective.RECONSTRUCT)).isEqualTo(Loss.SQUARED_ERROR);
    assertThat(code.recipe().optimizer()).isEqualTo(new Optimizer.Momentum(0.9, 0.9));
    assertThat(code.recipe().rate()).isEqualTo(0.01);
    assertThat(code.recipe().batch()).isEqualTo(32);
    assertThat(code.recipe().epochs()).isEqualTo(200);
    assertThat(code.recipe().shuffle()).isEqualTo(Shuffle.Policy.EVERY_EPOCH);
    assertThat(code.start().initializer()).isEqualTo(new Initializer.Normal(0.01));
    assertThat(code.metric()).isEqualTo(Metric.SQUARED_ERROR);
    assertThat(code.measure().samples().count()).isEqualTo(8);
    Stage digits = stage(experiment, "digits");
    assertThat(digits.network(784, 10).last().activation()).isEqualTo(Activation.SOFTMAX);
    assertThat(digits.metric()).isEqualTo(Metric.ERROR);
    assertThat(digits.start().from()).contains("code");
    assertThat(digits.start().biases()).isTrue();
    assertThat(digits.measure().sets())
        .containsExactly(SetName.TRAIN, SetName.TEST, SetName.FULL_TEST);
  }

  @Test
  void whatIsWrittenIsReadAgainAsTheSame() {
    List<Experiment> experiments =
        Papers.experiments(
            Papers.named("vera2024"), List.of("published", "corrected"), List.of(), List.of());
    assertThat(read(ExperimentFile.text(experiments))).isEqualTo(experiments);
  }

  @Test
  void theExampleFileIsAnExperiment() throws Exception {
    Path file = Path.of("..", "docs", "experiments", "few-labels.yaml");
    Experiment experiment = one(Files.readString(file));
    assertThat(stage(experiment, "frozen").network(784, 10)).hasToString("784-64-10");
    assertThat(stage(experiment, "pretrained").train().perClass()).isEmpty();
    assertThat(stage(experiment, "scratch").train().perClass()).hasValue(20);
    assertThat(read(ExperimentFile.text(List.of(experiment)))).containsExactly(experiment);
  }

  @Test
  void defaultsHoldForEveryStageUnlessItSaysOtherwise() {
    Experiment experiment =
        one(
            """
            key: t
            defaults:
              architecture: {hidden: [64, 32], activation: tanh}
              recipe: {optimizer: {kind: momentum, momentum: 0.5, dampening: 0}, epochs: 7}
            stages:
              - {key: a, objective: classify}
              - {key: b, objective: classify, recipe: {optimizer: {kind: adam}, epochs: 9}}
            """);
    assertThat(stage(experiment, "a").recipe().optimizer())
        .isEqualTo(new Optimizer.Momentum(0.5, 0));
    assertThat(stage(experiment, "a").recipe().epochs()).isEqualTo(7);
    assertThat(stage(experiment, "b").recipe().optimizer())
        .isEqualTo(new Optimizer.Adam(0.9, 0.999, 1e-8));
    assertThat(stage(experiment, "b").recipe().epochs()).isEqualTo(9);
    assertThat(stage(experiment, "b").network(4, 3)).hasToString("4-64-32-3");
  }

  @Test
  void oneValueIsAListOfOneAndAKindAloneHasItsDefaults() {
    Stage stage =
        one("{key: t, stages: [{key: s, objective: reconstruct, architecture: {hidden: 9}, recipe:"
                + " {optimizer: sgd}, start: {initializer: glorotUniform}}]}")
            .stages()
            .getFirst();
    assertThat(stage.architecture().hidden()).containsExactly(9);
    assertThat(stage.recipe().optimizer()).isEqualTo(new Optimizer.Sgd());
    assertThat(stage.start().initializer()).isEqualTo(new Initializer.GlorotUniform());
  }

  @Test
  void aKindsNumberCanBeSetWithoutNamingTheKind() {
    Stage stage =
        one("{key: t, stages: [{key: s, objective: classify, start: {initializer: {sigma: 0.5}}}]}")
            .stages()
            .getFirst();
    assertThat(stage.start().initializer()).isEqualTo(new Initializer.Normal(0.5));
  }

  @Test
  void anUnknownKeyIsNamedWithItsLineAndTheNearestKey() {
    refused(
        SMALL.replace("    start: {from: code}", "    strat: {from: code}"),
        "my.yaml, line 7: stages.digits.strat: expected a key that there is, perhaps start, found"
            + " strat");
    refused(
        "key: t\nfoo: 1\nstages: []\n",
        "my.yaml, line 2: foo: expected one of key, title, summary, data, replicas, seed, stages,"
            + " grafts, comparisons, point, found foo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas: many | replicas: expected a whole number, found \"many\"",
        "replicas: 0 | replicas: expected at least 1, found 0",
        "seed: 1.5 | seed: expected a whole number, found \"1.5\"",
        "data: mnist | data: expected keys with values, found \"mnist\"",
        "data: {split: half} | data.split: expected one of mnist5000, everyFifth, mnistSmall, own, random, found \"half\"",
        "data: {validation: 1} | data.validation: expected a share of at least 0 and less than 1, found 1.0",
        "comparisons: {a: code} | comparisons: expected a list, found keys with values",
        "title: [a, b] | title: expected a text, found a list"
      })
  void aWrongValueIsNamedWithItsLine(String line, String message) {
    refused(line + "\n" + SMALL, "my.yaml, line 1: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objective: guess | digits.objective: expected one of reconstruct, reconstructCode, classify, found \"guess\"",
        "frozen: 2 | digits.frozen: expected 0 to 1 of the network's 2 layers, found 2",
        "recipe: {rate: -1} | digits.recipe.rate: expected a finite number of at least 0, found -1.0",
        "recipe: {optimizer: lion} | digits.recipe.optimizer: expected one of adam, momentum, sgd, found \"lion\"",
        "recipe: {optimizer: {kind: momentum, momentum: 2}} | digits.recipe.optimizer: momentum must be in [0, 1), found 2.0",
        "start: {from: cod} | digits.start.from: expected one of the stages code, found cod",
        "start: {from: code, layers: 2} | digits.start.layers: expected at most the 1 hidden layers, found 2",
        "architecture: {hidden: [0]} | digits.architecture.hidden: expected sizes of at least 1, found 0",
        "architecture: {hidden: 64} | digits.start.layers: expected hidden layers of the same sizes as code has, [200], found [64]",
        "architecture: {output: relu} | digits.architecture.output: expected an activation that goes with the loss SOFTMAX_CROSS_ENTROPY, found RELU",
        "measure: {metric: errorSnapped} | digits.measure.metric: expected a metric of raw outputs, or reading: snapped, found errorSnapped",
        "measure: {sets: [validation]} | digits.measure.sets: expected validation only where data.validation is greater than 0, found [validation]",
        "measure: {schedule: {every: 5, offset: 5}} | digits.measure.schedule.offset: expected from 0 to less than every, found 5",
        "key: a/b | a/b.key: expected letters, digits, dashes and underscores, found \"a/b\""
      })
  void whatCannotBeIsNamedWithItsPath(String line, String message) {
    String text =
        """
        key: small
        stages:
          - {key: code, objective: reconstruct}
          - key: digits
            objective: classify
            start: {from: code}
        """;
    String key = line.substring(0, line.indexOf(':'));
    String changed =
        text.contains("    " + key + ":") && !key.equals("key")
            ? text.replaceAll("(?m)^    " + key + ":.*$", "    " + line)
            : key.equals("key") ? text.replace("key: digits", line) : text + "    " + line + "\n";
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "my\\.yaml, line [4-7]: stages\\." + java.util.regex.Pattern.quote(message));
  }

  @Test
  void twoStagesOfOneKeyAreRefused() {
    refused(
        "key: t\nstages:\n  - {key: a, objective: classify}\n  - {key: a, objective: classify}\n",
        "my.yaml, line 4: stages.a.key: expected a key of its own, found a");
  }

  @Test
  void aComparisonNeedsAFigureThatBothHave() {
    refused(
        SMALL + "comparisons:\n  - {a: digits, b: code}\n",
        "my.yaml, line 9: comparisons.0.metric: expected a figure that both stages have, found"
            + " error");
    refused(
        SMALL + "comparisons:\n  - {a: digits, b: nobody}\n",
        "my.yaml, line 9: comparisons.0.b: expected one of the stages code, digits, found nobody");
  }

  @ParameterizedTest
  @ValueSource(strings = {"key: [", "key: t\n\tx: 1", "a: &x", "'"})
  void whatIsNoYamlIsSaidInOneLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(DataException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1))
        .hasMessageStartingWith("my.yaml");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> read("key: a\nkey: b\nstages: []\n"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("my.yaml, line 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n"})
  void anEmptyFileIsNoExperiment(String text) {
    refused(text, "my.yaml: expected an experiment, found an empty file");
  }

  @Test
  void aTextAloneIsNoExperiment() {
    refused("hello", "my.yaml, line 1: expected an experiment's keys with values, found \"hello\"");
  }

  @Test
  void onlyParametersThatNothingTakesAreLeftOut() {
    String unsaved = SMALL.replace("key: digits", "key: digits\n    save: false");
    assertThat(stage(one(unsaved), "digits").save()).isFalse();
    assertThat(stage(one(unsaved), "code").save()).isTrue();
    refused(
        SMALL.replace("key: code", "key: code\n    save: false"),
        "my.yaml, line 4: stages.code.save: expected true, as digits takes its parameters, found"
            + " false");
    refused(
        unsaved + "grafts: [{key: mixed, into: digits, from: code}]\n",
        "my.yaml, line 6: stages.digits.save: expected true, as mixed takes its parameters, found"
            + " false");
  }

  @Test
  void severalDocumentsAreSeveralExperiments() {
    assertThat(read(SMALL + "---\n" + SMALL.replace("key: small", "key: other")))
        .extracting(Experiment::key)
        .containsExactly("small", "other");
    refused(
        SMALL + "---\n" + SMALL,
        "my.yaml: key: expected each experiment to have its own, found small twice");
  }

  @Test
  void someStagesAloneKeepWhatNeedsNoOthers() {
    Experiment corrected = Papers.experiment(Papers.named("vera2024"), "corrected");
    Experiment two = corrected.only(Set.of("autoencoder", "caseI"));
    assertThat(two.stages()).extracting(Stage::key).containsExactly("autoencoder", "caseI");
    assertThat(two.comparisons()).isEmpty();
  }
}
