package dev.carryover.experiments.report.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.report.TinyReport;
import dev.carryover.experiments.report.answer.ClassHelp.Effect;
import dev.carryover.experiments.report.answer.ClassHelp.Point;
import dev.carryover.experiments.report.contents.RunContents;
import dev.carryover.experiments.statistics.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassHelpTest {
  private static final String SPLITS =
      """
      key: splits
      data: {split: own}
      replicas: %d
      axes:
        - {path: stages.code.train.classes, combinations: {of: [0, 1, 2, 3], size: %d}}
      stages:
        - key: code
          objective: reconstruct
          architecture: {hidden: [6]}
          recipe: {optimizer: adam, rate: 0.01, batch: 10, epochs: 20}
          measure: {sets: [test], schedule: {every: 20}}
          save: false
      """;

  @TempDir Path folder;

  private static ClassHelp help(RunContents contents) {
    Sweep sweep = Sweep.of(contents).getFirst();
    List<ClassHelp> helps = ClassHelp.of(contents, sweep);
    assertThat(helps).hasSize(1);
    return helps.getFirst();
  }

  /**
   * The points [0, 1], [0, 2] and [1, 2] of three classes, with errors that are easily added up.
   */
  private ClassHelp worked() {
    List<Experiment> experiments =
        ExperimentFile.read(
            "test.yaml",
            SPLITS.formatted(2, 2).replace("[0, 1, 2, 3]", "[0, 1, 2]"),
            List.of(),
            List.of());
    double[][][] errors = {
      {{1, 1}, {2, 2}, {7, 9}}, {{3, 1}, {8, 8}, {2, 2}}, {{9, 9}, {4, 4}, {2, 4}}
    };
    List<Point> points =
        IntStream.range(0, 3)
            .mapToObj(p -> {
              Stage stage = experiments.get(p).stages().getFirst();
              TreeMap<Integer, Summary> byClass = new TreeMap<>();
              for (int c = 0; c < 3; c++) {
                byClass.put(c, Summary.of(List.of(errors[p][c][0], errors[p][c][1])));
              }
              return new Point(stage, byClass);
            })
            .toList();
    RunContents contents = TinyReport.run(folder, SPLITS.formatted(2, 2)).contents();
    ClassHelp real = help(contents);
    return new ClassHelp(real.stage(), real.set(), points, List.of(0, 1, 2));
  }

  @Test
  void anEffectIsTheMeanWhereAClassWasSeenMinusThatWhereItWasNot() {
    ClassHelp help = worked();
    // Class 0 was seen in the first two points, with 1 and 3, and 1 and 1; in the third not, with
    // 9.
    assertThat(help.effect(0, 0).orElseThrow().error().replicas()).containsExactly(-7.0, -8.0);
    assertThat(help.error(0, true).orElseThrow().replicas()).containsExactly(2.0, 1.0);
    assertThat(help.error(0, false).orElseThrow().replicas()).containsExactly(9.0, 9.0);
    // Of three choices of two, each class is held out of one: no other class is both in it and not.
    assertThat(help.effects()).isEmpty();
    assertThat(help.sentences()).isEmpty();
    assertThat(help.error(true).orElseThrow().replicas().getFirst())
        .isCloseTo((1 + 2 + 3 + 2 + 4 + 2) / 6.0, within(1e-12));
    assertThat(help.error(false).orElseThrow().replicas().getFirst())
        .isCloseTo((7 + 8 + 9) / 3.0, within(1e-12));
  }

  @Test
  void everyPairHasItsEffectReplicaByReplica() {
    RunContents contents = TinyReport.run(folder, SPLITS.formatted(5, 2)).contents();
    ClassHelp help = help(contents);
    assertThat(help.points()).hasSize(6);
    assertThat(help.classes()).containsExactly(0, 1, 2, 3);
    assertThat(help.effects()).hasSize(12);
    // Class 3 is held out of [0, 1], [0, 2] and [1, 2]; two of them have seen 0.
    double[] held =
        List.of(0, 1, 3).stream()
            .mapToDouble(
                p -> Objects.requireNonNull(help.points().get(p).errors().get(3)).replicas().get(4))
            .toArray();
    Effect effect = help.effect(0, 3).orElseThrow();
    assertThat(effect.error().replicas().get(4))
        .isCloseTo((held[0] + held[1]) / 2 - held[2], within(1e-12));
    assertThat(effect.error().low()).isPresent();
    assertThat(help.effects().getFirst().error().mean())
        .isLessThanOrEqualTo(help.effects().getLast().error().mean());
    assertThat(help.sentences()).hasSize(2);
    assertThat(help.sentences().getFirst())
        .matches(
            "Over 6 choices of classes to train on, the code reconstructs classes that it has seen"
                + " with a mean squared error of 0\\.\\d+ ± 0\\.\\d+ and classes held out with"
                + " 0\\.\\d+ ± 0\\.\\d+ \\(test images, 5 replicas\\)\\.");
    assertThat(help.sentences().getLast())
        .startsWith(
            "Of all classes that it can have seen, class %d helps most to reconstruct another, class %d: it "
                .formatted(help.effects().getFirst().seen(), help.effects().getFirst().other()));
  }

  @Test
  void aSweepOverSomethingElseHasNone() {
    String yaml = SPLITS.formatted(2, 2).replaceAll("axes:\\n.*\\n", "");
    RunContents contents = TinyReport.run(folder, yaml, "seed=1,2").contents();
    assertThat(ClassHelp.of(contents, Sweep.of(contents).getFirst())).isEmpty();
  }
}
