package dev.carryover.experiments.report.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.yaml.ExperimentFile;
import dev.carryover.experiments.statistics.Summary;
import dev.carryover.experiments.statistics.Uncertainty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparedTest {
  private static final Experiment TWO =
      ExperimentFile.read(
              "test.yaml",
              """
              key: two
              title: Two
              stages:
                - {key: a, objective: classify}
                - {key: b, title: scratch, objective: classify}
              """,
              List.of(),
              List.of())
          .getFirst();

  /** Stage b is wrong on a fifth of the images. */
  private static Compared compared(int images, Double... differences) {
    Summary difference = Summary.of(Arrays.asList(differences));
    return new Compared(
        TWO.stages().getFirst(),
        TWO.stages().getLast(),
        SetName.TEST,
        images,
        Metric.ERROR,
        difference,
        Optional.of(Uncertainty.ofDifference(difference, 0.2 + difference.mean(), 0.2, images)));
  }

  @Test
  void anIntervalBelowZeroIsBetterAndAboveZeroWorse() {
    Compared better = compared(100_000, -0.020, -0.021, -0.022, -0.021, -0.021);
    assertThat(better.verdict()).contains(Verdict.BETTER);
    assertThat(better.words()).isEqualTo("better than scratch by 2.100 ± 0.088 points");
    Compared worse = compared(100_000, 0.020, 0.021, 0.022, 0.021, 0.021);
    assertThat(worse.verdict()).contains(Verdict.WORSE);
    assertThat(worse.words()).isEqualTo("worse than scratch by 2.100 ± 0.088 points");
  }

  @Test
  void whatOtherImagesCouldTurnIsSaidOfTheseAlone() {
    Compared better = compared(100, -0.020, -0.021, -0.022, -0.021, -0.021);
    assertThat(better.verdict()).contains(Verdict.BETTER_HERE);
    assertThat(better.words())
        .isEqualTo(
            "better than scratch by 2.100 ± 0.088 points on these 100 images, too few to say so of"
                + " others");
    assertThat(compared(100, 0.020, 0.021, 0.022, 0.021, 0.021).verdict())
        .contains(Verdict.WORSE_HERE);
  }

  @Test
  void anIntervalAcrossZeroIsNoDifference() {
    Compared open = compared(100_000, -0.02, 0.03, 0.01, -0.01, 0.0);
    assertThat(open.verdict()).contains(Verdict.OPEN);
    assertThat(open.words())
        .isEqualTo("which cannot be told from scratch (difference +0.2 ± 2.4 points)");
  }

  @Test
  void fewerThanFiveReplicasShowNothing() {
    Compared few = compared(100_000, -0.02, -0.02, -0.02, -0.02);
    assertThat(few.verdict()).isEmpty();
    assertThat(few.words()).isEqualTo("a difference from scratch of −2.0 points");
  }
}
