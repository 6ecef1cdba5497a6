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
  @ValueSource(doubles = {1e-39, Double.MIN_VALUE, 1e39})
  void aRateOrDecayThatFloat32RoundsToNothingOrInfinityIsRefused(double value) {
    String message =
        " must be 0 or within the range of 32-bit floats, 1.2e-38 to 3.4e+38, found " + value;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1, value), 1, Set.of()))
        .withMessage("a learning rate" + message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program(List.of(0.1), 1, Set.of()).withWeightDecay(value))
        .withMessage("a weight decay" + message);
  }

  @Test
  void replicasHaveDecaysAndCorruptionsOfTheirOwn() {
    TrainingProgram plain = program(List.of(0.1, 0.2), 1, Set.of());
    assertThat(plain.weightDecays()).containsExactly(0.0, 0.0);
    assertThat(plain.corruptions()).containsExactly(Corruption.NONE, Corruption.NONE);
    List<Corruption> corruptions = List.of(new Corruption(0.5, 7), new Corruption(0.25, 8));
    TrainingProgram rich = plain.withWeightDecays(List.of(0.5, 0.75)).withCorruptions(corruptions);
    assertThat(rich.replica(1))
        .isEqualTo(
            program(List.of(0.2), 1, Set.of())
                .withWeightDecay(0.75)
                .withCorruptions(corruptions.subList(1, 2)));
    assertThat(rich.withFrozen(Set.of(2)).corruptions()).isEqualTo(corruptions);
    assertThat(rich.withLearningRates(List.of(1.0, 2.0)).weightDecays()).containsExactly(0.5, 0.75);
  }

  @Test
  void moreOrFewerThanOneForEachReplicaAreRefused() {
    TrainingProgram program = program(List.of(0.1, 0.2), 1, Set.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.withWeightDecays(List.of(0.5)))
        .withMessage("2 replicas need as many weight decays, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.withCorruptions(List.of()))
        .withMessage("2 replicas need as many corruptions, found 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> program.withWeightDecays(List.of(0.5, -0.1)))
        .withMessage("a weight decay must be a finite number of at least 0, found -0.1");
  }

  @Test
  void tiedLayersAreFrozenTogether() {
    NetworkSpec tied =
        NetworkSpec.of(
            new DenseSpec(4, 3, Activation.RELU),
            new DenseSpec(3, 4, Activation.TANH).tiedTo(0),
            new DenseSpec(4, 2, Activation.SIGMOID));
    TrainingProgram program =
        TrainingProgram.of(tied, Loss.SQUARED_ERROR, new Optimizer.Sgd(), 0.1, 8, 1);
    assertThat(program.withFrozen(Set.of(0, 1)).firstTrainedLayer()).isEqualTo(2);
    for (Set<Integer> frozen : List.of(Set.of(0), Set.of(1, 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> program.withFrozen(frozen))
          .withMessage("layers 0 and 1 are tied: freeze both or neither");
    }
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

  @Test
  void aBuiltProgramIsTheOneOfItsPartsAndOfDefaults() {
    NetworkSpec network =
        NetworkSpec.builder(4).dense(3, Activation.RELU).dense(2, Activation.SOFTMAX).build();
    assertThat(TrainingProgram.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).build())
        .isEqualTo(
            TrainingProgram.of(
                network, Loss.SOFTMAX_CROSS_ENTROPY, Optimizer.Adam.withDefaults(), 0.001, 32, 1));
    assertThat(
            TrainingProgram.builder(network, Loss.SOFTMAX_CROSS_ENTROPY)
                .optimizer(new Optimizer.Sgd(), 0.1)
                .batchSize(5)
                .replicas(3)
                .frozen(0)
                .weightDecay(0.01)
                .build())
        .isEqualTo(
            TrainingProgram.of(network, Loss.SOFTMAX_CROSS_ENTROPY, new Optimizer.Sgd(), 0.1, 5, 3)
                .withFrozen(Set.of(0))
                .withWeightDecay(0.01));
  }

  @Test
  void aBuiltProgramIsChecked() {
    NetworkSpec network = NetworkSpec.builder(4).dense(2, Activation.SOFTMAX).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingProgram.builder(network, Loss.SQUARED_ERROR).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> TrainingProgram.builder(network, Loss.SOFTMAX_CROSS_ENTROPY).replicas(0).build())
        .withMessage("a program needs at least one replica");
  }

  @Test
  void programsThatDifferInWhatIsAReplicasOwnAreOneProgramTogether() {
    Corruption corruption = new Corruption(0.5, 7);
    TrainingProgram two = program(List.of(0.1, 0.2), 8, Set.of(0)).withWeightDecay(0.3);
    TrainingProgram one = program(List.of(0.4), 8, Set.of(0)).withCorruptions(List.of(corruption));
    TrainingProgram all = TrainingProgram.together(List.of(two, one));
    assertThat(all.learningRates()).containsExactly(0.1, 0.2, 0.4);
    assertThat(all.weightDecays()).containsExactly(0.3, 0.3, 0.0);
    assertThat(all.corruptions()).containsExactly(Corruption.NONE, Corruption.NONE, corruption);
    assertThat(all.common()).isEqualTo(one.common());
    assertThat(all.replica(2)).isEqualTo(one);
  }

  @Test
  void programsThatDifferInMoreAreNot() {
    for (TrainingProgram other :
        List.of(program(List.of(0.1), 9, Set.of()), program(List.of(0.1), 8, Set.of(0)))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> TrainingProgram.together(List.of(program(List.of(0.1), 8, Set.of()), other)))
          .withMessageStartingWith("programs trained together must differ in rate, decay and");
    }
  }
}
