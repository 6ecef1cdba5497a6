package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.experiments.evaluation.Scores;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Recipe;
import dev.carryover.experiments.plan.SetName;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search's replicas are the stage's own, trained with other numbers. */
class RecipeSearchTest {
  private static final DataSets DATA = TinyExperiments.data();

  /** Outputs that grow without bound. */
  private static final String LINEAR = "\n    architecture: {output: identity}";

  /** A carried encoder, masked inputs, a draw of examples: all that replicas draw. */
  private static Experiment experiment(String search, String recipe) {
    return TinyExperiments.of(
        """
        key: searched
        replicas: 3
        data: {validation: 0.2}
        defaults:
          architecture: {hidden: [5]}
          recipe: {optimizer: {kind: momentum}, rate: 0.1, batch: 8, epochs: 6}
          measure: {sets: [validation, test], atEnd: [test], schedule: {every: 2}}
        stages:
          - {key: code, objective: reconstruct}
          - key: tuned
            objective: classify
            start: {from: code}
            train: {perClass: 4}
            recipe: {corruption: 0.2, %s}
            %s
        """
            .formatted(recipe, search));
  }

  private static RecordedRun run(Experiment experiment, String backend) {
    RecordedRun recorded = new RecordedRun();
    new Runner(
            experiment,
            DATA,
            Backends.require(backend),
            (weights, stage, network) -> {
              throw new AssertionError("nothing is saved");
            })
        .run(recorded);
    return recorded;
  }

  private static Scores validation(RecordedRun.Entry entry) {
    return Objects.requireNonNull(entry.scores().get(SetName.VALIDATION));
  }

  private static List<RecordedRun.Entry> records(RecordedRun run, String stage) {
    return Objects.requireNonNull(run.records.get(stage));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ejml", "vector"})
  void aCandidateComesToWhatTheStageComesToWithItsRecipe(String backend) {
    RecordedRun searched =
        run(experiment("search: {rate: [0.01, 0.3], decay: [0, 0.1], replicas: 3}", ""), backend);
    SearchOutcome outcome = searched.search("tuned");
    assertThat(outcome.candidates()).hasSize(4);
    for (SearchOutcome.Candidate candidate : outcome.candidates()) {
      Recipe recipe = candidate.recipe();
      RecordedRun alone =
          run(
              experiment("", "rate: %s, decay: %s".formatted(recipe.rate(), recipe.decay())),
              backend);
      assertThat(candidate.values())
          .isEqualTo(validation(records(alone, "tuned").getLast()).values().get(Metric.ERROR));
      if (candidate.equals(outcome.candidates().get(outcome.chosen()))) {
        assertThat(searched.parameters("tuned")).containsExactly(alone.parameters("tuned"));
      }
    }
  }

  @Test
  void theLeastMeanIsChosenAndTheStageIsTrainedAfterTheSearch() {
    RecordedRun run = run(experiment("search: {rate: [0, 0.3], epochs: 4}", ""), "ejml");
    SearchOutcome outcome = run.search("tuned");
    assertThat(outcome.candidates()).allSatisfy(c -> assertThat(c.values()).hasSize(2));
    assertThat(run.epochs).containsEntry("tuned-search", 4).containsEntry("tuned", 6);
    assertThat(run.events)
        .containsSubsequence("started tuned-search", "searched tuned", "started tuned")
        .doesNotContain("trained tuned-search");
  }

  @Test
  void ofReplicasThatKeepTheirBestStateTheLeastCounts() {
    RecordedRun run =
        run(
            experiment(
                "search: {rate: [0.5, 3], replicas: 1}\n    measure: {stop: {set: validation, patience: 2}}",
                "epochs: 30"),
            "ejml");
    double[] least = {1, 1};
    for (RecordedRun.Entry entry : records(run, "tuned-search")) {
      for (int r : entry.epochsDone() == 0 ? List.<Integer>of() : entry.replicas()) {
        double value = validation(entry).value(Metric.ERROR, r);
        least[r] = Math.min(least[r], value);
      }
    }
    assertThat(run.search("tuned").candidates().stream().map(c -> c.values().getFirst()))
        .containsExactly(least[0], least[1]);
  }

  @Test
  void aCandidateWhoseLossCeasesToBeFiniteIsNotChosenAndDoesNotStopTheOthers() {
    RecordedRun run =
        run(
            experiment("search: {rate: [1e30, 0.1], replicas: 2}" + LINEAR, "loss: squaredError")
                .withReplicas(2),
            "ejml");
    SearchOutcome outcome = run.search("tuned");
    assertThat(outcome.candidates().getFirst().values()).isEmpty();
    assertThat(outcome.candidates().get(1).values()).hasSize(2);
    assertThat(outcome.chosen()).isEqualTo(1);
  }

  @Test
  void whereNoCandidateStaysFiniteTheStageFails() {
    assertThatThrownBy(() ->
            run(experiment("search: {rate: [1e30, 1e31]}" + LINEAR, "loss: squaredError"), "ejml"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("expected a candidate of the search with finite losses");
  }

  @Test
  void whatIsMeasuredAtTheEndIsInNoRecord() {
    RecordedRun run = run(experiment("", ""), "ejml");
    assertThat(records(run, "tuned"))
        .hasSize(4)
        .allSatisfy(e -> assertThat(e.scores()).containsOnlyKeys(SetName.VALIDATION));
    assertThat(run.outcome("tuned").initial()).containsOnlyKeys(SetName.VALIDATION);
    assertThat(run.outcome("tuned").last()).containsOnlyKeys(SetName.VALIDATION, SetName.TEST);
    assertThat(run.outcome("tuned").last().get(SetName.TEST))
        .isEqualTo(
            Objects.requireNonNull(run.outcome("tuned").figures().get(SetName.TEST)).scores());
  }
}
