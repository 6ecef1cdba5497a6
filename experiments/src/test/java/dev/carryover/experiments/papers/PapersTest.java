package dev.carryover.experiments.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carryover.data.DataException;
import dev.carryover.experiments.plan.Experiment;
import dev.carryover.experiments.plan.Metric;
import dev.carryover.experiments.plan.Stage;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Initializer;
import dev.carryover.training.SeedSequence;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PapersTest {
  private static final Paper VERA = Papers.named("vera2024");
  private static final Experiment PUBLISHED = Papers.experiment(VERA, "published");
  private static final Experiment CORRECTED = Papers.experiment(VERA, "corrected");

  private static Stage stage(String protocol, String key) {
    return (protocol.equals("published") ? PUBLISHED : CORRECTED).stage(key).orElseThrow();
  }

  private static List<Integer> records(Experiment experiment, int epochs) {
    return IntStream.rangeClosed(1, epochs)
        .filter(done -> experiment.stages().getFirst().measure().schedule().records(done, epochs))
        .boxed()
        .toList();
  }

  @Test
  void thePublishedRecordsAreMadeAtTheEndOfEpochs0And10AndSoOn() {
    assertThat(records(PUBLISHED, 31)).containsExactly(1, 11, 21, 31);
    assertThat(records(PUBLISHED, 200)).hasSize(20).last().isEqualTo(191);
    assertThat(records(PUBLISHED, 1)).containsExactly(1);
  }

  @Test
  void theCorrectedRecordsAreMadeEveryTenEpochsAndAtTheEnd() {
    assertThat(records(CORRECTED, 25)).containsExactly(10, 20, 25);
    assertThat(records(CORRECTED, 20)).containsExactly(10, 20);
    assertThat(records(CORRECTED, 1)).containsExactly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "published, autoencoder, SQUARED_ERROR, SIGMOID, 784, SQUARED_ERROR_SNAPPED",
    "published, heldout, SQUARED_ERROR, SIGMOID, 784, SQUARED_ERROR_SNAPPED",
    "published, caseI, SQUARED_ERROR, SIGMOID, 10, SQUARED_ERROR_SNAPPED",
    "published, caseII, SQUARED_ERROR, SIGMOID, 10, SQUARED_ERROR_SNAPPED",
    "published, baseline, BINARY_CROSS_ENTROPY, SIGMOID, 10, ERROR_SNAPPED",
    "corrected, autoencoder, SQUARED_ERROR, SIGMOID, 784, SQUARED_ERROR",
    "corrected, heldout, SQUARED_ERROR, SIGMOID, 784, SQUARED_ERROR",
    "corrected, caseI, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10, ERROR",
    "corrected, caseII, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10, ERROR",
    "corrected, baseline, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10, ERROR"
  })
  void everyStageHasItsNetworkAndLoss(
      String protocol, String key, Loss loss, Activation output, int outputs, Metric metric) {
    Stage stage = stage(protocol, key);
    TrainingProgram program = stage.program(784, 10, 3, new SeedSequence(1));
    assertThat(program.network()).hasToString("784-200-" + outputs);
    assertThat(program.network().layer(0).activation()).isEqualTo(Activation.RELU);
    assertThat(program.network().last().activation()).isEqualTo(output);
    assertThat(program.loss()).isEqualTo(loss);
    assertThat(program.optimizer()).isEqualTo(new Optimizer.Momentum(0.9, 0.9));
    assertThat(program.learningRates()).containsExactly(0.01, 0.01, 0.01);
    assertThat(program.batchSize()).isEqualTo(32);
    assertThat(program.frozenLayers()).isEqualTo(key.equals("caseI") ? Set.of(0) : Set.of());
    assertThat(stage.start().initializer()).isEqualTo(new Initializer.Normal(0.01));
    assertThat(stage.metric()).isEqualTo(metric);
    assertThat(stage.measure().stop().map(rule -> rule.metric()).orElse(metric)).isEqualTo(metric);
    assertThat(stage.measure().stop().isPresent()).isEqualTo(protocol.equals("published"));
  }

  @Test
  void everyPublishedFigureIsOfAStageAndAMetricThatItHas() {
    VERA.tables()
        .forEach(table ->
            table
                .figures()
                .forEach(figure -> {
                  Stage stage = stage("published", figure.stage());
                  assertThat(stage.measure().sets()).contains(figure.set());
                  assertThat(stage.reconstructs() && figure.metric().isFraction()).isFalse();
                  assertThat(figure.when() == PublishedFigure.When.CLASS)
                      .isEqualTo(figure.label().isPresent());
                }));
    assertThat(VERA.tables()).extracting(table -> table.figures().size()).contains(12, 10);
  }

  @Test
  void figuresAreComparedOnlyWithTheSameDataEpochsAndExperiment() {
    String mnist = VERA.conditions().dataSha256();
    Stage caseI = stage("published", "caseI");
    assertThat(VERA.incomparable(PUBLISHED.withReplicas(9).withSeed(4), caseI, mnist)).isEmpty();
    assertThat(VERA.incomparable(PUBLISHED, caseI, "0".repeat(64)))
        .contains("the figures are of other data");
    Experiment shorter = PUBLISHED.withEpochs(20);
    assertThat(VERA.incomparable(shorter, shorter.stage("caseI").orElseThrow(), mnist))
        .contains("the figures are of 200 epochs, not 20");
    Experiment changed =
        Papers.experiments(
                VERA, List.of("published"), List.of("stages.caseI.recipe.rate=0.1"), List.of())
            .getFirst();
    assertThat(VERA.incomparable(changed, changed.stage("caseI").orElseThrow(), mnist))
        .contains("the experiment was changed");
    assertThat(VERA.incomparable(CORRECTED, stage("corrected", "caseI"), mnist))
        .contains("the figures are of the published protocol");
  }

  /** All experiments of a paper, of an axis each value's. */
  private static List<Experiment> experiments(Paper paper) {
    return Papers.experiments(paper, paper.experiments(), List.of(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vera2024", "erhan2010", "larochelle2009"})
  void everyFigureAndClaimIsOfStagesThatThePaperHas(String key) {
    Paper paper = Papers.named(key);
    assertThat(paper.experiments()).containsAll(paper.byDefault());
    for (PublishedTable table : paper.tables()) {
      for (PublishedFigure figure : table.figures()) {
        assertThat(experiments(paper))
            .as("%s, %s", table.title(), figure)
            .anyMatch(experiment ->
                paper.conditions().include(experiment)
                    && Claim.isAt(figure.at(), experiment)
                    && experiment.stage(figure.stage()).isPresent());
        assertThat(figure.line().isPresent()).isEqualTo(table.axis().isPresent());
        assertThat(figure.x().isPresent()).isEqualTo(table.axis().isPresent());
        assertThat(table.published(figure).value()).isEqualTo(figure.value());
      }
    }
    for (Claim claim : paper.claims()) {
      for (Claim.Order order : claim.orders()) {
        assertThat(experiments(paper))
            .as("%s", order)
            .anyMatch(experiment ->
                order.isOf(experiment)
                    && experiment.stage(order.better()).isPresent()
                    && experiment.stage(order.than()).isPresent());
      }
    }
    for (Crossing crossing : paper.crossings()) {
      assertThat(experiments(paper))
          .anyMatch(experiment ->
              experiment.stage(crossing.a()).isPresent()
                  && experiment.stage(crossing.b()).isPresent());
    }
  }

  @Test
  void whatDeviatesFromThePaperIsNotJudged() {
    Paper erhan = Papers.named("erhan2010");
    Experiment widest = Papers.experiments(erhan, List.of("quick"), List.of(), List.of()).getLast();
    assertThat(widest.base()).isEqualTo("quick");
    assertThat(
            erhan.incomparable(
                widest, widest.stage("random1").orElseThrow(), erhan.conditions().dataSha256()))
        .isEqualTo(erhan.conditions().deviations())
        .isPresent();
  }

  @Test
  void anUnknownPaperIsRefused() {
    assertThatThrownBy(() -> Papers.named("erhan"))
        .isInstanceOf(DataException.class)
        .hasMessage("PAPER: expected one of vera2024, erhan2010, larochelle2009, found erhan");
  }
}
