package dev.carryover.experiments.protocol;

import static dev.carryover.experiments.protocol.Protocol.CORRECTED;
import static dev.carryover.experiments.protocol.Protocol.PUBLISHED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.experiments.evaluation.Metric;
import dev.carryover.experiments.evaluation.Outputs;
import dev.carryover.network.Activation;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import dev.carryover.training.Shuffle;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolTest {
  private static List<Integer> records(Protocol protocol, int epochs) {
    return IntStream.rangeClosed(1, epochs)
        .filter(done -> protocol.records(done, epochs))
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
    "PUBLISHED, AUTOENCODER, SQUARED_ERROR, SIGMOID, 784",
    "PUBLISHED, HELDOUT, SQUARED_ERROR, SIGMOID, 784",
    "PUBLISHED, CASE_I, SQUARED_ERROR, SIGMOID, 10",
    "PUBLISHED, CASE_II, SQUARED_ERROR, SIGMOID, 10",
    "PUBLISHED, BASELINE, BINARY_CROSS_ENTROPY, SIGMOID, 10",
    "CORRECTED, AUTOENCODER, SQUARED_ERROR, SIGMOID, 784",
    "CORRECTED, HELDOUT, SQUARED_ERROR, SIGMOID, 784",
    "CORRECTED, CASE_I, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10",
    "CORRECTED, CASE_II, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10",
    "CORRECTED, BASELINE, SOFTMAX_CROSS_ENTROPY, SOFTMAX, 10"
  })
  void everyRunHasItsNetworkAndLoss(
      Protocol protocol, Run run, Loss loss, Activation output, int outputs) {
    TrainingProgram program = Networks.program(run, protocol, 784, 10, 3);
    assertThat(program.network()).hasToString("784-200-" + outputs);
    assertThat(program.network().layer(0).activation()).isEqualTo(Activation.RELU);
    assertThat(program.network().last().activation()).isEqualTo(output);
    assertThat(program.loss()).isEqualTo(loss);
    assertThat(program.optimizer()).isEqualTo(new Optimizer.Momentum(0.9, 0.9));
    assertThat(program.learningRates()).containsExactly(0.01, 0.01, 0.01);
    assertThat(program.batchSize()).isEqualTo(32);
  }

  @ParameterizedTest
  @EnumSource
  void onlyCaseIFreezesItsEncoder(Run run) {
    for (Protocol protocol : Protocol.values()) {
      assertThat(Networks.program(run, protocol, 784, 10, 1).frozenLayers())
          .isEqualTo(run == Run.CASE_I ? Set.of(0) : Set.of());
    }
  }

  @Test
  void thePublishedProgramShufflesOnceCarriesNoBiasAndSnaps() {
    assertThat(PUBLISHED.shuffle()).isEqualTo(Shuffle.Policy.ONCE);
    assertThat(PUBLISHED.carriesBias()).isFalse();
    assertThat(PUBLISHED.readings()).containsExactly(Outputs.RAW, Outputs.SNAPPED);
    assertThat(PUBLISHED.reading()).isEqualTo(Outputs.SNAPPED);
  }

  @Test
  void theCorrectedProtocolShufflesAnewCarriesTheBiasAndReadsWhatIsThere() {
    assertThat(CORRECTED.shuffle()).isEqualTo(Shuffle.Policy.EVERY_EPOCH);
    assertThat(CORRECTED.carriesBias()).isTrue();
    assertThat(CORRECTED.readings()).containsExactly(Outputs.RAW);
    assertThat(CORRECTED.reading()).isEqualTo(Outputs.RAW);
  }

  @Test
  void thePublishedErrorIsOneMetricForTransferAndAnotherForTheBaseline() {
    assertThat(PUBLISHED.reportedMetric(Run.CASE_I)).isEqualTo(Metric.SQUARED_ERROR_SNAPPED);
    assertThat(PUBLISHED.reportedMetric(Run.CASE_II)).isEqualTo(Metric.SQUARED_ERROR_SNAPPED);
    assertThat(PUBLISHED.reportedMetric(Run.AUTOENCODER)).isEqualTo(Metric.SQUARED_ERROR_SNAPPED);
    assertThat(PUBLISHED.reportedMetric(Run.BASELINE)).isEqualTo(Metric.ERROR_SNAPPED);
    assertThat(CORRECTED.reportedMetric(Run.CASE_I)).isEqualTo(Metric.ERROR);
    assertThat(CORRECTED.reportedMetric(Run.BASELINE)).isEqualTo(Metric.ERROR);
    assertThat(CORRECTED.reportedMetric(Run.HELDOUT)).isEqualTo(Metric.SQUARED_ERROR);
  }

  @ParameterizedTest
  @EnumSource
  void theTestSetStopsThePublishedRunsAndDecidesNothingInTheCorrectedOnes(Run run) {
    assertThat(PUBLISHED.stopMetric(run)).contains(PUBLISHED.reportedMetric(run));
    assertThat(CORRECTED.stopMetric(run)).isEmpty();
  }

  @Test
  void tableIHasAColumnForEachClassifier() {
    PublishedFigures.Row row = PublishedFigures.TABLE_I.getLast();
    assertThat(row.of(Run.CASE_I)).isEqualTo(0.019);
    assertThat(row.of(Run.CASE_II)).isEqualTo(0.016);
    assertThat(row.of(Run.BASELINE)).isEqualTo(0.069);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row.of(Run.AUTOENCODER))
        .withMessage("Table I has no column for AUTOENCODER");
  }
}
