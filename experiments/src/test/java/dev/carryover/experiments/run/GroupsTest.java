package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.data.synthetic.SyntheticDigits;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which points of a sweep are trained together. */
class GroupsTest {
  private static final Divisions DIGITS = new Divisions(SyntheticDigits.dataSet(5_000, 10, 1));

  private static List<Experiment> points(String more, String... sweeps) {
    String text =
        """
        key: p
        replicas: 2
        %s
        stages:
          - {key: a, objective: reconstruct, architecture: {hidden: [3]}}
          - {key: b, objective: classify, architecture: {hidden: [3]}, start: {from: a}}
        """
            .formatted(more);
    return ExperimentFile.read("t", text, List.of(), List.of(sweeps));
  }

  private static List<List<String>> groups(
      List<Experiment> waiting, List<Experiment> done, int most, long memory) {
    return Groups.of(waiting, done, DIGITS.of(waiting), most, memory).stream()
        .map(group -> group.stream().map(one -> one.key().substring(1)).toList())
        .toList();
  }

  private static List<List<String>> groups(List<Experiment> waiting) {
    return groups(waiting, List.of(), Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stages.a.recipe.rate=0.1,0.2",
        "stages.a.recipe.decay=0,0.2",
        "stages.a.recipe.corruption=0,0.2",
        "stages.*.train.perClass=1,2",
        "stages.a.train.classes=[0],[1]",
        "stages.a.start.initializer={kind: glorotUniform},{kind: heNormal}",
        "replicas=2,3",
        "seed=1,2"
      })
  void whatIsAReplicasOwnMayDiffer(String sweep) {
    assertThat(groups(points("", sweep))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stages.*.architecture.hidden=[3],[4]",
        "stages.a.recipe.batch=4,8",
        "stages.a.recipe.epochs=4,8",
        "stages.a.recipe.optimizer={kind: sgd},{kind: adam}",
        "stages.a.recipe.loss=squaredError,binaryCrossEntropy",
        "stages.b.frozen=0,1",
        "stages.b.measure.schedule.every=1,2",
        "data.validation=0.1,0.2"
      })
  void whatMakesAnotherProgramMayNot(String sweep) {
    assertThat(groups(points("", sweep))).hasSize(2);
  }

  @Test
  void theSeedMayNotDifferWhereItDrawsTheValidationExamples() {
    assertThat(groups(points("data: {validation: 0.2}", "seed=1,2"))).hasSize(2);
  }

  @Test
  void aSharedStageIsTrainedByTheFirstAndTheOthersFollowTogether() {
    List<Experiment> points =
        points("", "stages.a.recipe.rate=0.1,0.2", "stages.b.recipe.rate=3,4,5");
    assertThat(groups(points))
        .containsExactly(
            List.of("-0_1-3", "-0_2-3"), List.of("-0_1-4", "-0_1-5", "-0_2-4", "-0_2-5"));
    assertThat(
            groups(points.subList(1, 6), points.subList(0, 1), Integer.MAX_VALUE, Long.MAX_VALUE))
        .containsExactly(List.of("-0_1-4", "-0_1-5", "-0_2-3"), List.of("-0_2-4", "-0_2-5"));
  }

  @Test
  void noMoreAreTogetherThanAreWantedOrMemoryHolds() {
    List<Experiment> points = points("", "stages.a.recipe.rate=1,2,3,4,5");
    assertThat(groups(points, List.of(), 2, Long.MAX_VALUE))
        .containsExactly(List.of("-1", "-2"), List.of("-3", "-4"), List.of("-5"));
    assertThat(groups(points, List.of(), 1, Long.MAX_VALUE)).hasSize(5);
    long ofThree = MemoryNeed.bytes(points.subList(0, 3), DIGITS.of(points.getFirst()));
    assertThat(groups(points, List.of(), 9, ofThree))
        .containsExactly(List.of("-1", "-2", "-3"), List.of("-4", "-5"));
    assertThat(groups(points, List.of(), 9, 0)).hasSize(5);
  }
}
