package dev.carryover.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingProgramTest {
  private static final NetworkSpec NETWORK =
      NetworkSpec.of(
          new DenseSpec(4, 3, Activation.RELU),
          new DenseSpec(3, 3, Activation.RELU),
          new DenseSpec(3, 2, Activation.SIGMOID));

  private static TrainingProgram program(List<Double> rates, int batchSize, Set<Integer> frozen) {
    return new TrainingProgram(
        NETWORK, Loss.SQUARED_ERROR, new Optimizer.Sgd(), rates, batchSize, frozen);
  }

  @Test
  void replicasAreAsManyAsLearningRates() {
    assertThat(program(List.of(0.1, 0.0, 3.0), 1, Set.of()).replicas()).isEqualTo(3);
    TrainingProgram shared =
        TrainingProgram.of(NETWORK, Loss.SQUARED_ERROR, new Optimizer.Sgd(), 0.5, 8, 2);
    assertThat(shared.learningRates()).containsExactly(0.5, 0.5);
    assertThat(shared.frozenLayers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "31,1", "32,1", "33,2", "64,2", "4000,125", "4001,126"})
  void theLastBatchMayBeSmaller(int examples, int steps) {
    assertThat(program(List.of(0.1), 32, Set.of()).stepsPerEpoch(examples)).isEqualTo(steps);
  }

  @Test
  void theFirstTrainedLayerStandsBehindTheFrozenOnesThatLead() {
    TrainingProgram program = program(List.of(0.1), 1, Set.of());
    assertThat(program.firstTrainedLayer()).isZero();
    assertThat(program.withFrozen(Set.of(0)).firstTrainedLayer()).isOne();
    assertThat(program.withFrozen(Set.of(0, 1)).firstTrainedLayer()).isEqualTo(2);
    TrainingProgram ends = program.withFrozen(Set.of(0, 2));
    assertThat(ends.firstTrainedLayer()).isOne();
    assertThat(ends.trains(0)).isFalse();
    assertThat(ends.trains(1)).isTrue();
    assertThat(ends.trains(2)).isFalse();
    assertThat(program.withFrozen(Set.of(1)).firstTrainedLayer()).isZero();
  }

  @Test
  void freezingReplacesWhatWasFrozenAndKeepsTheRest() {
    TrainingProgram program = program(List.of(0.25), 5, Set.of(0)).withFrozen(Set.of(1));
    assertThat(program).isEqualTo(program(List.of(0.25), 5, Set.of(1)));
  }

  @Test
  void aLossThatDoesNotFitTheLastLayerIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            TrainingProgram.of(NETWORK, Loss.SOFTMAX_CROSS_ENTROPY, new Optimizer.Sgd(), 0.1, 8, 1))
        .withMessage("SOFTMAX_CROSS_ENTROPY does not go with a last layer of SIGMOID");
  }

  @Test
  void noReplicaIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(), 1, Set.of()))
        .withMessage("a program needs at least one replica");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aLearningRateThatIsNoneIsRefusedWhoeverHasIt(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1, rate), 1, Set.of()))
        .withMessage("a learning rate must be a finite number of at least 0, found " + rate);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -32})
  void aBatchOfNothingIsRefused(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1), size, Set.of()))
        .withMessage("the batch size must be at least 1, found " + size);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, -1})
  void freezingALayerThatIsNotThereIsRefused(int layer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1), 1, Set.of(0, layer)))
        .withMessage("cannot freeze layer " + layer + " of a network of 3");
  }

  @Test
  void freezingEverythingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1), 1, Set.of(0, 1, 2)))
        .withMessage("every layer is frozen: nothing is left to train");
  }

  @Test
  void moreReplicasThanOneArrayHoldsAreRefused() {
    NetworkSpec network = NetworkSpec.of(new DenseSpec(1 << 15, 1 << 15, Activation.IDENTITY));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TrainingProgram.of(network, Loss.SQUARED_ERROR, new Optimizer.Sgd(), 0.1, 8, 2))
        .withMessage("2 replicas of 32768-32768 have more than 2^31 - 1 parameters");
  }
}
