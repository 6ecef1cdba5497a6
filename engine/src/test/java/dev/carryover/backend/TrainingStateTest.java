package dev.carryover.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import dev.carryover.program.Loss;
import dev.carryover.program.Optimizer;
import dev.carryover.program.TrainingProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingStateTest {
  private static final Optimizer MOMENTUM = new Optimizer.Momentum(0.9, 0);

  private static TrainingProgram program(Optimizer optimizer, int replicas) {
    return TrainingProgram.of(
        NetworkSpec.of(new DenseSpec(2, 3, Activation.TANH)),
        Loss.SQUARED_ERROR,
        optimizer,
        0.1,
        1,
        replicas);
  }

  @Test
  void theStateBeforeTheFirstStepHasSlotsOfZeros() {
    double[] parameters = new double[18];
    parameters[17] = 0.5;
    TrainingState state =
        TrainingState.initial(program(Optimizer.Adam.withDefaults(), 2), parameters);
    assertThat(state.parameters()).isSameAs(parameters);
    assertThat(state.slots())
        .hasSize(2)
        .allSatisfy(slot -> {
          assertThat(slot).hasSize(18).containsOnly(0.0);
        });
    assertThat(state.slots().get(0)).isNotSameAs(state.slots().get(1));
    assertThat(state.steps(1)).isZero();
  }

  @Test
  void sgdCarriesNothing() {
    TrainingState state = TrainingState.initial(program(new Optimizer.Sgd(), 1), new double[9]);
    assertThat(state.slots()).isEmpty();
  }

  @Test
  void aSlotOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new TrainingState(new double[9], List.of(new double[9], new double[8]), 0))
        .withMessage("a slot of 8 values does not fit 9 parameters");
  }

  @Test
  void negativeStepsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingState(new double[1], List.of(), -1))
        .withMessage("steps must be at least 0, found -1");
  }

  @Test
  void moreStepsThanAnIntHoldsAreKept() {
    assertThat(new TrainingState(new double[1], List.of(), 1L << 40).steps(0)).isEqualTo(1L << 40);
  }

  @Test
  void replicasHaveTakenStepsOfTheirOwnOrAllAsMany() {
    List<double[]> slot = List.of(new double[18]);
    TrainingState each = new TrainingState(new double[18], slot, 4, 7);
    assertThat(each.requireFits(program(MOMENTUM, 2)).steps(1)).isEqualTo(7);
    TrainingState all = new TrainingState(new double[18], slot, 4);
    assertThat(all.requireFits(program(MOMENTUM, 2)).steps(1)).isEqualTo(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TrainingState(new double[18], slot, 4, 7, 9).requireFits(program(MOMENTUM, 2)))
        .withMessage("2 replicas have as many step counts, found 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingState(new double[18], slot))
        .withMessage("a state needs a number of steps");
  }

  @Test
  void aStateOfOtherReplicasOrAnotherOptimizerDoesNotFit() {
    TrainingState state = TrainingState.initial(program(MOMENTUM, 2), new double[18]);
    assertThat(state.requireFits(program(MOMENTUM, 2))).isSameAs(state);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.requireFits(program(MOMENTUM, 3)))
        .withMessage("3 replicas of 2-3 have 27 parameters, found 18");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.requireFits(program(new Optimizer.Sgd(), 2)))
        .withMessage("Sgd[] has 0 slots, found 1");
  }

  @Test
  void aStartOfTheWrongSizeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingState.initial(program(MOMENTUM, 2), new double[9]))
        .withMessage("2 replicas of 2-3 have 18 parameters, found 9");
  }

  @Test
  void statesPutTogetherAreTheReplicasOfEachAndCanBeTakenApart() {
    TrainingState two =
        new TrainingState(new double[] {1, 2, 3, 4}, List.of(new double[] {5, 6, 7, 8}), 9);
    TrainingState one =
        new TrainingState(new double[] {10, 11}, List.of(new double[] {12, 13}), 14);
    TrainingState all = TrainingState.together(List.of(two, one), List.of(2, 1));
    assertThat(all.parameters()).containsExactly(1, 2, 3, 4, 10, 11);
    assertThat(all.slots().getFirst()).containsExactly(5, 6, 7, 8, 12, 13);
    assertThat(all.steps(0)).isEqualTo(9);
    assertThat(all.steps(1)).isEqualTo(9);
    assertThat(all.steps(2)).isEqualTo(14);
    TrainingState last = all.replicas(1, 3, 2);
    assertThat(last.parameters()).containsExactly(3, 4, 10, 11);
    assertThat(last.slots().getFirst()).containsExactly(7, 8, 12, 13);
    assertThat(last.steps(0)).isEqualTo(9);
    assertThat(last.steps(1)).isEqualTo(14);
  }

  @Test
  void statesOfDifferentOptimizersAreNotPutTogether() {
    TrainingState slot = new TrainingState(new double[1], List.of(new double[1]), 0);
    TrainingState none = new TrainingState(new double[1], List.of(), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrainingState.together(List.of(slot, none), List.of(1, 1)))
        .withMessage("expected 2 states of 1 slots, found [1, 0] slots");
  }
}
