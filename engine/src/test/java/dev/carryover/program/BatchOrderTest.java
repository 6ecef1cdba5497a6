package dev.carryover.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.network.Activation;
import dev.carryover.network.DenseSpec;
import dev.carryover.network.NetworkSpec;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  private static TrainingProgram program(int replicas) {
    return TrainingProgram.of(
        NetworkSpec.of(new DenseSpec(1, 1, Activation.IDENTITY)),
        Loss.SQUARED_ERROR,
        new Optimizer.Sgd(),
        0.1,
        2,
        replicas);
  }

  @Test
  void everyReplicaHasAnOrderOfItsOwn() {
    BatchOrder order = new BatchOrder(new int[][] {{2, 2}, {1, 0, 4}});
    assertThat(order.replicas()).isEqualTo(2);
    assertThat(order.length(0)).isEqualTo(2);
    assertThat(order.length(1)).isEqualTo(3);
    assertThat(order.longest()).isEqualTo(3);
    assertThat(order.index(0, 1)).isEqualTo(2);
    assertThat(order.index(1, 2)).isEqualTo(4);
    int[] copy = {9, 9, 9, 9, 9};
    order.copyTo(1, copy, 1);
    assertThat(copy).containsExactly(9, 1, 0, 4, 9);
  }

  @Test
  void theIndicesAreCopied() {
    int[][] indices = {{0, 1}};
    BatchOrder order = new BatchOrder(indices);
    indices[0][0] = 7;
    assertThat(order.index(0, 0)).isZero();
  }

  @Test
  void nothingToVisitIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchOrder(new int[0][]))
        .withMessage("a batch order needs at least one replica");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchOrder(new int[][] {{0}, {}}))
        .withMessage("replica 1 visits no example");
  }

  @Test
  void aNegativeIndexIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BatchOrder(new int[][] {{0, 1}, {0, -1}}))
        .withMessage("replica 1 visits example -1");
  }

  @Test
  void anOrderFitsItsProgramAndExamples() {
    BatchOrder order = new BatchOrder(new int[][] {{0, 1}, {2, 4}});
    assertThat(order.requireFits(program(2), 5)).isSameAs(order);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.requireFits(program(3), 5))
        .withMessage("the order is for 2 replicas, the program has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> order.requireFits(program(2), 4))
        .withMessage("replica 1 visits example 4 of 4");
  }
}
