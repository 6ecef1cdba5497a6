package dev.carryover.experiments.plan.yaml;

import static dev.carryover.experiments.plan.yaml.ExperimentFileTest.SMALL;
import static dev.carryover.experiments.plan.yaml.ExperimentFileTest.one;
import static dev.carryover.experiments.plan.yaml.ExperimentFileTest.read;
import static dev.carryover.experiments.plan.yaml.ExperimentFileTest.refused;
import static dev.carryover.experiments.plan.yaml.ExperimentFileTest.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Axis;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.program.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An experiment file with what settings, sweeps and axes make of it. */
class ChangedFileTest {
  @Test
  void settingsReplaceWhatTheFileSays() {
    Experiment experiment =
        one(
            SMALL,
            "replicas=20",
            "stages.digits.recipe.rate=0.5",
            "stages.*.architecture.hidden=[64, 32]",
            "stages.0.recipe.optimizer={kind: adam, beta1: 0.5}",
            "defaults.recipe.epochs=3");
    assertThat(experiment.replicas()).isEqualTo(20);
    assertThat(stage(experiment, "digits").recipe().rate()).isEqualTo(0.5);
    assertThat(stage(experiment, "code").recipe().rate()).isEqualTo(0.01);
    assertThat(stage(experiment, "code").architecture().hidden()).containsExactly(64, 32);
    assertThat(stage(experiment, "digits").architecture().hidden()).containsExactly(64, 32);
    assertThat(stage(experiment, "code").recipe().optimizer())
        .isEqualTo(new Optimizer.Adam(0.5, 0.999, 1e-8));
    assertThat(stage(experiment, "code").recipe().epochs()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas | --set: expected path=value, found replicas",
        "replicas=x | --set replicas: replicas: expected a whole number, found \"x\"",
        "stages.code.learningRate=1 | --set stages.code.learningRate: stages.code.learningRate: expected one of key, title, objective, architecture, recipe, search, start, frozen, train, measure, weights, save, found learningRate",
        "stages.cod.frozen=1 | --set stages.cod.frozen: expected *, or one of code, digits in stages, found cod",
        "stages.code.recipe.rat=1 | --set stages.code.recipe.rat: stages.code.recipe.rat: expected a key that there is, perhaps rate, found rat"
      })
  void aSettingThatCannotBeIsNamed(String setting, String message) {
    assertThatThrownBy(() -> read(SMALL, setting))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  @Test
  void sweepsAndAxesMakeOneExperimentOfEveryCombination() {
    List<Experiment> experiments =
        ExperimentFile.read(
            "my.yaml",
            SMALL + "axes:\n  - {path: stages.*.architecture.hidden, values: [[8], [8, 4]]}\n",
            List.of(),
            List.of("stages.digits.recipe.rate=0.1, 0.2, 0.3"));
    assertThat(experiments).hasSize(6);
    assertThat(experiments)
        .extracting(Experiment::key)
        .doesNotHaveDuplicates()
        .contains("small-_8_-0_1", "small-_8_4_-0_3");
    Experiment last = experiments.getLast();
    assertThat(stage(last, "code").architecture().hidden()).containsExactly(8, 4);
    assertThat(stage(last, "digits").recipe().rate()).isEqualTo(0.3);
    assertThat(last.point())
        .containsExactly(
            new Axis.Setting("stages.*.architecture.hidden", "[8, 4]"),
            new Axis.Setting("stages.digits.recipe.rate", "0.3"));
    assertThat(read(ExperimentFile.text(experiments))).isEqualTo(experiments);
  }

  @Test
  void combinationsMakeTheValuesOfAnAxis() {
    String axis =
        "axes:\n  - {path: stages.code.train.classes, combinations: {of: [0, 3, 7], size: 2}}\n";
    List<Experiment> experiments = read(SMALL + axis);
    assertThat(experiments)
        .extracting(experiment -> stage(experiment, "code").train().classes())
        .containsExactly(List.of(0, 3), List.of(0, 7), List.of(3, 7));
    assertThat(experiments.getLast().point())
        .containsExactly(new Axis.Setting("stages.code.train.classes", "[3, 7]"));
    assertThat(read(ExperimentFile.text(experiments))).isEqualTo(experiments);
    refused(
        SMALL + axis.replace("combinations", "values: [[1]], combinations"),
        "my.yaml, line 9: values: expected at least one value, or combinations, found both");
    refused(
        SMALL + axis.replace("size: 2", "size: 4"),
        "my.yaml, line 9: combinations.size: expected from 1 to the 3 items, found 4");
  }
}
