package dev.carryover.experiments.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static Sweep sweep(String... axes) {
    List<Experiment> points =
        ExperimentFile.read(
            "test.yaml",
            """
            key: x
            title: X
            stages:
              - {key: a, objective: reconstruct}
              - {key: b, objective: classify}
            """,
            List.of(),
            List.of(axes));
    return new Sweep(points.getFirst().point().stream().map(s -> s.path()).toList(), points);
  }

  @Test
  void anAxisIsNamedByAsMuchOfItsPathAsTellsItFromTheOthers() {
    assertThat(sweep("stages.*.architecture.hidden=[8],[16]", "seed=1,2").names())
        .containsExactly("hidden", "seed");
    assertThat(sweep("stages.a.recipe.rate=0.1,0.2", "stages.b.recipe.rate=0.1").names())
        .containsExactly("a.recipe.rate", "b.recipe.rate");
  }

  @Test
  void aPointIsDescribedByItsValues() {
    Sweep sweep = sweep("stages.*.architecture.hidden=[8],[16]", "seed=1,2");
    assertThat(sweep.points()).hasSize(4);
    assertThat(sweep.describe(sweep.points().get(1))).isEqualTo("hidden [8], seed 2");
    assertThat(sweep.describe(sweep.points().get(1), 0)).isEqualTo("seed 2");
  }

  @Test
  void aListOfOneNumberIsANumber() {
    assertThat(Sweep.number("[64]")).hasValue(64);
    assertThat(Sweep.number("1e-3")).hasValue(0.001);
    assertThat(Sweep.number("[64, 32]")).isEmpty();
    assertThat(Sweep.number("relu")).isEmpty();
    assertThat(Sweep.number("NaN")).isEmpty();
  }

  @Test
  void anAxisIsNumericIfAllItsValuesAreAndTheyDiffer() {
    assertThat(sweep("seed=1,2").isNumeric(0)).isTrue();
    assertThat(sweep("seed=1").isNumeric(0)).isFalse();
    assertThat(sweep("stages.*.architecture.hidden=[8],\"[8, 4]\"").isNumeric(0)).isFalse();
  }
}
