package dev.carryover.experiments.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.backend.BackendException;
import dev.carryover.backend.Backends;
import dev.carryover.data.DataException;
import dev.carryover.experiments.evaluation.SetFigures;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.SetName;
import dev.carryover.experiments.plan.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {
  private static final DataSets DATA = TinyExperiments.data();

  private static Experiment transfer(String protocol, int epochs) {
    return TinyExperiments.paper(protocol, epochs, 2)
        .only(Set.of("autoencoder", "caseI", "caseII", "baseline"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"published", "corrected"})
  void theEncoderIsCarriedReplicaByReplicaAndItsBiasOnlyUnderTheCorrectedProtocol(String protocol) {
    RecordedRun run = TinyExperiments.run(transfer(protocol, 3), DATA);
    for (int r = 0; r < 2; r++) {
      // Frozen, so after training it is still what was carried over.
      assertThat(run.weight("caseI", r, 0)).containsExactly(run.weight("autoencoder", r, 0));
      if (protocol.equals("corrected")) {
        assertThat(run.bias("caseI", r, 0)).containsExactly(run.bias("autoencoder", r, 0));
      } else {
        assertThat(run.bias("caseI", r, 0)).containsOnly(0.0);
      }
      assertThat(run.weight("caseII", r, 0)).isNotEqualTo(run.weight("autoencoder", r, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"published", "corrected"})
  void bothCasesStartAlikeAndTheBaselineDoesNot(String protocol) {
    RecordedRun run = TinyExperiments.run(transfer(protocol, 3), DATA);
    assertThat(run.outcome("caseI").initial()).isEqualTo(run.outcome("caseII").initial());
    assertThat(run.outcome("baseline").initial()).isNotEqualTo(run.outcome("caseI").initial());
  }

  @Test
  void theOutputLayersStartFromTheSameDraws() {
    RecordedRun run = TinyExperiments.run(transfer("corrected", 1), DATA);
    double[] one = run.weight("caseI", 1, 1);
    for (String stage : List.of("caseII", "baseline")) {
      double[] other = run.weight(stage, 1, 1);
      for (int i = 0; i < one.length; i++) {
        // Three averaged steps at rate 0.01 move a weight by far less than two draws differ.
        assertThat(Math.abs(one[i] - other[i])).isLessThan(0.005);
      }
    }
  }

  @Test
  void parametersAreToldBeforeAnythingIsMeasuredOfThem() {
    RecordedRun run = TinyExperiments.run(transfer("published", 1), DATA);
    assertThat(run.events)
        .containsExactly(
            "started autoencoder",
            "trained autoencoder",
            "measured autoencoder",
            "started caseI",
            "trained caseI",
            "measured caseI",
            "started caseII",
            "trained caseII",
            "measured caseII",
            "started baseline",
            "trained baseline",
            "measured baseline",
            "grafted caseIAfterCaseII");
  }

  @Test
  void aGraftIsTheOneNetworkWithTheOthersLayers() {
    Experiment experiment = transfer("published", 3);
    RecordedRun run = TinyExperiments.run(experiment, DATA);
    double[] mixed = run.parameters("caseI").clone();
    int size = run.network("caseI").parameters().size();
    for (int r = 0; r < 2; r++) {
      double[] weights = run.weight("caseII", r, 0);
      System.arraycopy(weights, 0, mixed, r * size, weights.length);
    }
    StageRef ref = new StageRef(experiment, experiment.stage("caseI").orElseThrow());
    assertThat(run.grafts.get("caseIAfterCaseII"))
        .isEqualTo(
            Lockstep.measure(new StageTraining(ref, DATA), mixed, Backends.require("ejml"))
                .figures())
        .isNotEqualTo(run.outcome("caseI").figures());
  }

  @Test
  void aSavedStageIsMeasuredAndNotTrainedAndCarriedOver() {
    Experiment whole = transfer("corrected", 2);
    RecordedRun trained = TinyExperiments.run(whole, DATA);
    Weights weights = new Weights("earlier", Weights.Layout.CARRYOVER);
    Experiment saved =
        whole.withStages(
            stage -> stage.key().equals("autoencoder") ? stage.withWeights(weights) : stage);
    RecordedRun run =
        TinyExperiments.run(
            saved,
            DATA,
            (asked, stage, network) -> {
              assertThat(asked).isEqualTo(weights);
              return trained.parameters("autoencoder").clone();
            });
    assertThat(run.events.getFirst()).isEqualTo("measured autoencoder");
    assertThat(run.outcome("autoencoder").initial()).isEmpty();
    assertThat(run.outcome("autoencoder").figures())
        .isEqualTo(trained.outcome("autoencoder").figures());
    assertThat(run.parameters("caseII")).containsExactly(trained.parameters("caseII"));
  }

  @Test
  void whatTheDataHasIsMeasuredAndNothingElse() {
    RecordedRun corrected = TinyExperiments.run(transfer("corrected", 1), DATA);
    assertThat(corrected.outcome("baseline").last())
        .containsOnlyKeys(SetName.TRAIN, SetName.TEST, SetName.FULL_TEST);
    DataSets small = new DataSets(DATA.train(), DATA.validation(), DATA.test(), Optional.empty());
    assertThat(TinyExperiments.run(transfer("corrected", 1), small).outcome("baseline").last())
        .containsOnlyKeys(SetName.TRAIN, SetName.TEST);
  }

  @Test
  void aStageEndsForGoodWhenEveryReplicaHasStopped() {
    // Every image is a 0: after an epoch the baseline knows nothing else.
    RecordedRun run = TinyExperiments.run(transfer("published", 30), TinyExperiments.data(i -> 0));
    assertThat(run.recordedEpochs("baseline")).containsExactly(0, 1);
    assertThat(run.epochs).containsEntry("baseline", 1);
    // Case I and II watch the squared error, which is not that small yet.
    assertThat(run.epochs).containsEntry("caseI", 30);
  }

  @Test
  void patienceKeepsTheParametersThatHadTheLeastError() {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: t
            replicas: 2
            stages:
              - key: s
                objective: classify
                recipe: {rate: 5, epochs: 40, optimizer: sgd}
                measure: {schedule: {every: 1}, stop: {set: test, metric: squaredError, patience: 3}}
            """);
    RecordedRun run = TinyExperiments.run(experiment, DATA);
    int records = run.recordedEpochs("s").size();
    assertThat(records).isLessThan(41);
    for (int r = 0; r < 2; r++) {
      int replica = r;
      double least =
          Objects.requireNonNull(run.records.get("s")).stream()
              .skip(1)
              .mapToDouble(entry ->
                  Objects.requireNonNull(entry.scores().get(SetName.TEST))
                      .value(Metric.SQUARED_ERROR, replica))
              .min()
              .orElseThrow();
      SetFigures end = Objects.requireNonNull(run.outcome("s").figures().get(SetName.TEST));
      assertThat(end.scores().value(Metric.SQUARED_ERROR, replica)).isEqualTo(least);
      assertThat(run.outcome("s").last()).containsEntry(SetName.TEST, end.scores());
    }
  }

  @Test
  void theLastRecordIsWhatCountsUnderThePublishedProtocol() {
    RecordedRun run =
        TinyExperiments.run(
            TinyExperiments.paper("published", 12, 1).only(Set.of("autoencoder")), DATA);
    assertThat(run.recordedEpochs("autoencoder")).containsExactly(0, 1, 11);
    assertThat(run.epochs).containsEntry("autoencoder", 12);
    var records = Objects.requireNonNull(run.records.get("autoencoder"));
    assertThat(run.outcome("autoencoder").last()).isEqualTo(records.getLast().scores());
    assertThat(run.outcome("autoencoder").initial()).isEqualTo(records.getFirst().scores());
    SetFigures end = Objects.requireNonNull(run.outcome("autoencoder").figures().get(SetName.TEST));
    assertThat(end.scores()).isNotEqualTo(run.outcome("autoencoder").last().get(SetName.TEST));
  }

  @Test
  void onlyTheSelectedClassesAreTrainedOn() {
    RecordedRun run =
        TinyExperiments.run(TinyExperiments.paper("corrected", 1, 1).only(Set.of("heldout")), DATA);
    assertThat(run.examples).containsEntry("heldout", TinyExperiments.TRAIN / 2);
  }

  @Test
  void eachReplicaDrawsItsOwnExamplesOfEachClassAndEveryStageTheSame() {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: few
            replicas: 3
            defaults: {train: {classes: [5, 6, 7], perClass: 2}, recipe: {epochs: 1}}
            stages:
              - {key: one, objective: classify}
              - {key: two, objective: classify, recipe: {rate: 0.5}}
            """);
    RecordedRun run = TinyExperiments.run(experiment, DATA);
    assertThat(run.examples).containsEntry("one", 6).containsEntry("two", 6);
    TrainingExamples one =
        TrainingExamples.of(experiment, experiment.stages().get(0), DATA.train());
    TrainingExamples two =
        TrainingExamples.of(experiment, experiment.stages().get(1), DATA.train());
    int[][] parts = one.parts().orElseThrow();
    assertThat(two.parts().orElseThrow()).isDeepEqualTo(parts);
    List<List<Integer>> draws = new ArrayList<>();
    for (int[] part : parts) {
      assertThat(Arrays.stream(part).map(one.pool()::label)).containsExactly(5, 5, 6, 6, 7, 7);
      draws.add(Arrays.stream(part).boxed().toList());
    }
    assertThat(draws).doesNotHaveDuplicates();
  }

  @Test
  void moreExamplesOfAClassThanThereAreAreRefusedBeforeAnythingIsTrained() {
    Experiment experiment =
        TinyExperiments.of(
            "{key: t, stages: [{key: s, objective: classify, train: {perClass: 8}}]}");
    assertThatThrownBy(() -> TinyExperiments.run(experiment, DATA))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "stages.s.train.perClass: expected at most the 7 training examples of class 0, found"
                + " 8");
  }

  @Test
  void aClassThatTheDataDoesNotHaveIsRefused() {
    Experiment experiment =
        TinyExperiments.of(
            "{key: t, stages: [{key: s, objective: classify, train: {classes: [3, 10]}}]}");
    assertThatThrownBy(() -> TinyExperiments.run(experiment, DATA))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "stages.s.train.classes: expected classes from 0 to 9, as the data has them, found"
                + " 10");
  }

  @Test
  void layersAreAddedGreedily() {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: greedy
            replicas: 2
            defaults: {recipe: {epochs: 2}}
            stages:
              - {key: first, objective: reconstruct, architecture: {hidden: 5}}
              - key: second
                objective: reconstruct
                architecture: {hidden: [5, 4]}
                start: {from: first}
                frozen: 1
              - key: classifier
                objective: classify
                architecture: {hidden: [5, 4]}
                start: {from: second, layers: 2}
            """);
    RecordedRun run = TinyExperiments.run(experiment, DATA);
    assertThat(run.network("second")).hasToString("6-5-4-5-6");
    assertThat(run.network("classifier")).hasToString("6-5-4-10");
    assertThat(run.weight("second", 1, 0)).containsExactly(run.weight("first", 1, 0));
    // One epoch of three averaged steps changes them little.
    double[] carried = run.weight("second", 1, 1);
    double[] tuned = run.weight("classifier", 1, 1);
    for (int i = 0; i < carried.length; i++) {
      assertThat(Math.abs(carried[i] - tuned[i])).isLessThan(1e-3);
    }
    assertThat(tuned).isNotEqualTo(carried);
  }

  @Test
  void aLossThatIsNoNumberEndsTheRunAndNamesStageAndReplica() {
    Experiment whole = transfer("published", 3);
    Experiment saved =
        whole.withStages(stage ->
            stage.key().equals("autoencoder")
                ? stage.withWeights(new Weights("earlier", Weights.Layout.CARRYOVER))
                : stage);
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() ->
            TinyExperiments.run(
                saved,
                DATA,
                (weights, stage, network) -> {
                  double[] broken = new double[2 * network.parameters().size()];
                  broken[network.parameters().size() + 7] = Double.NaN;
                  return broken;
                }))
        .withMessageContaining("expected a finite loss, found NaN in replica 1 after epoch 1")
        .withMessageStartingWith("published, Case I on ejml: ");
  }

  @Test
  void figuresThatAreNotFiniteEndTheRunToo() {
    Experiment experiment =
        TinyExperiments.of(
            """
            key: t
            stages:
              - key: s
                objective: reconstruct
                architecture: {hidden: [3], activation: identity, output: identity}
                recipe: {optimizer: {kind: adam}, rate: 1e30, epochs: 3}
            """);
    assertThatExceptionOfType(BackendException.class)
        .isThrownBy(() -> TinyExperiments.run(experiment, DATA))
        .withMessage("t, s on ejml: expected finite figures of the trained networks, found others");
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAReplicaDoesNotDependOnHowManyThereAre() {
    RecordedRun first = TinyExperiments.run(transfer("corrected", 3), DATA);
    RecordedRun again = TinyExperiments.run(transfer("corrected", 3), DATA);
    assertThat(again.parameters("caseII")).containsExactly(first.parameters("caseII"));
    RecordedRun one = TinyExperiments.run(transfer("corrected", 3).withReplicas(1), DATA);
    assertThat(first.parameters("caseII")).startsWith(one.parameters("caseII"));
  }
}
