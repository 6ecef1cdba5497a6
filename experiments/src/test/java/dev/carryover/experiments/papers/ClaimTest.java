package dev.carryover.experiments.papers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.experiments.record.ExperimentResults;
import dev.carryover.experiments.record.StageResults;
import dev.carryover.experiments.record.StageResults.ClassErrors;
import dev.carryover.experiments.statistics.Range;
import dev.carryover.experiments.statistics.Summary;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a paper's claims, by figures that are made up. */
class ClaimTest {
  private static final Paper LAROCHELLE = Papers.named("larochelle2009");
  private static final Paper ERHAN = Papers.named("erhan2010");

  /** An error on 50,000 test images, whose replicas differ by a tenth of a point. */
  private static StageResults error(double mean, int replicas) {
    Summary summary =
        Summary.of(
            IntStream.range(0, replicas).mapToObj(r -> mean + 0.0005 * (r % 3 - 1)).toList(),
            Range.FRACTION);
    Summary any = Summary.of(List.of(0.1), Range.NONNEGATIVE);
    return new StageResults(
        Map.of(),
        Map.of("test", Map.of("error", summary)),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of("test", List.of(new ClassErrors(0, 50_000, any, any))),
        List.of());
  }

  private static Map<Experiment, ExperimentResults> measured(
      Paper paper, int replicas, ToDoubleBiFunction<Experiment, Stage> errors) {
    Map<Experiment, ExperimentResults> measured = new LinkedHashMap<>();
    for (Experiment experiment :
        Papers.experiments(paper, List.of("quick"), List.of(), List.of())) {
      Map<String, StageResults> stages = new HashMap<>();
      experiment.stages().stream()
          .filter(stage -> !stage.reconstructs())
          .forEach(stage ->
              stages.put(stage.key(), error(errors.applyAsDouble(experiment, stage), replicas)));
      measured.put(experiment, ExperimentResults.of(experiment, stages, Map.of(), Map.of()));
    }
    return measured;
  }

  private static double asPublished(Experiment experiment, Stage stage) {
    return stage.key().startsWith("random") ? 0.045 : stage.key().endsWith("1") ? 0.039 : 0.034;
  }

  private static String said(Claim claim, Map<Experiment, ExperimentResults> measured) {
    return claim.judged(measured).orElseThrow();
  }

  @Test
  void aClaimHoldsWhereEveryDifferenceComesOutAsItSays() {
    Map<Experiment, ExperimentResults> measured = measured(LAROCHELLE, 5, ClaimTest::asPublished);
    // The claim about the top layer is of an experiment that was not run, and says nothing.
    assertThat(LAROCHELLE.claims().stream().flatMap(claim -> claim.judged(measured).stream()))
        .containsExactly(
            "That pretraining makes every depth better than random initialization holds here: 4 of"
                + " 4 differences come out so, beyond their 95% intervals.",
            "That with pretraining two layers and more are better than one holds here: 3 of 3"
                + " differences come out so, beyond their 95% intervals.");
  }

  @Test
  void whatCannotBeToldAndWhatIsTheOtherWayRoundIsNamed() {
    Map<Experiment, ExperimentResults> measured =
        measured(
            LAROCHELLE,
            5,
            (experiment, stage) ->
                switch (stage.key()) {
                  case "pretrained1" -> 0.045;
                  case "pretrained2" -> 0.055;
                  default -> asPublished(experiment, stage);
                });
    assertThat(said(LAROCHELLE.claims().getFirst(), measured))
        .startsWith(
            "That pretraining makes every depth better than random initialization holds in part: 2"
                + " of 4 differences")
        .contains("cannot be told: 1-layer pretrained against 1-layer random")
        .contains("the other way round: 2-layer pretrained against 2-layer random (+1.0");
  }

  @Test
  void aClaimOfWhichNothingComesOutDoesNotHold() {
    assertThat(
            said(
                LAROCHELLE.claims().getFirst(),
                measured(
                    LAROCHELLE,
                    5,
                    (experiment, stage) -> stage.key().startsWith("random") ? 0.03 : 0.05)))
        .contains("does not hold here: 0 of 4");
  }

  @Test
  void fewerThanFiveReplicasGetNoVerdict() {
    assertThat(
            said(LAROCHELLE.claims().getFirst(), measured(LAROCHELLE, 4, ClaimTest::asPublished)))
        .endsWith("is not judged here: that takes 5 replicas.");
    assertThat(ERHAN.crossings().getFirst().found(measured(ERHAN, 4, ClaimTest::asPublished)))
        .isEmpty();
  }

  @Test
  void ofWhatWasNotMeasuredNothingIsSaid() {
    assertThat(LAROCHELLE.claims().getFirst().judged(Map.of())).isEmpty();
    assertThat(ERHAN.crossings().getFirst().found(Map.of())).isEmpty();
  }

  /** Pretraining gains a point with every doubling of the width. */
  private static double crossing(Experiment experiment, Stage stage) {
    double width = experiment.stages().getFirst().architecture().hidden().getFirst();
    double doublings = Math.log(width / 100) / Math.log(2);
    return stage.key().startsWith("pretrained") ? 0.05 - 0.01 * doublings : 0.05;
  }

  @Test
  void whereTwoLinesCrossIsSaid() {
    assertThat(ERHAN.crossings().getFirst().found(measured(ERHAN, 5, ClaimTest::crossing)))
        .hasValueSatisfying(sentence ->
            assertThat(sentence)
                .startsWith(
                    "With 1 layer, 1-layer pretrained beside 1-layer random is worse at 25 (+2.0")
                .contains("not to be told from it at 100 (")
                .contains("better at 200 (−1.0")
                .endsWith("they cross between 50 and 200 units."));
    assertThat(ERHAN.crossings().get(2).found(measured(ERHAN, 5, ClaimTest::crossing))).isEmpty();
  }

  @Test
  void linesThatDoNotCrossAreSaidNotTo() {
    assertThat(ERHAN.crossings().getFirst().found(measured(ERHAN, 5, ClaimTest::asPublished)))
        .hasValueSatisfying(
            sentence -> assertThat(sentence).endsWith("they do not cross from 25 to 800 units."));
  }
}
