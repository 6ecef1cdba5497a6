package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.program.BatchOrder;
import dev.carryover.training.Shuffle.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShuffleTest {
  private static final SeedSequence SEEDS = new SeedSequence(5);

  private static int[] replica(BatchOrder order, int r) {
    int[] indices = new int[order.length(r)];
    order.copyTo(r, indices, 0);
    return indices;
  }

  @ParameterizedTest
  @EnumSource
  void everyReplicaVisitsEveryExampleOnce(Policy policy) {
    BatchOrder order = new Shuffle(101, 3, policy, SEEDS).epoch(2);
    assertThat(order.replicas()).isEqualTo(3);
    for (int r = 0; r < 3; r++) {
      assertThat(IntStream.of(replica(order, r)).sorted())
          .containsExactlyElementsOf(IntStream.range(0, 101).boxed().toList());
    }
    assertThat(replica(order, 0)).isNotEqualTo(replica(order, 1));
  }

  @Test
  void oneExampleIsAnOrderToo() {
    assertThat(replica(new Shuffle(1, 1, Policy.ONCE, SEEDS).epoch(0), 0)).containsExactly(0);
  }

  @Test
  void onceIsTheSameEveryEpoch() {
    Shuffle shuffle = new Shuffle(50, 2, Policy.ONCE, SEEDS);
    for (int r = 0; r < 2; r++) {
      assertThat(replica(shuffle.epoch(199), r)).containsExactly(replica(shuffle.epoch(0), r));
    }
  }

  @Test
  void everyEpochIsAnotherEveryEpochAndBeginsAsOnce() {
    Shuffle shuffle = new Shuffle(50, 1, Policy.EVERY_EPOCH, SEEDS);
    assertThat(replica(shuffle.epoch(1), 0)).isNotEqualTo(replica(shuffle.epoch(0), 0));
    assertThat(replica(shuffle.epoch(2), 0)).isNotEqualTo(replica(shuffle.epoch(1), 0));
    assertThat(replica(shuffle.epoch(0), 0))
        .containsExactly(replica(new Shuffle(50, 1, Policy.ONCE, SEEDS).epoch(0), 0));
  }

  @Test
  void anEpochsOrderDependsOnNothingThatWasDrawnBefore() {
    Shuffle one = new Shuffle(50, 1, Policy.EVERY_EPOCH, SEEDS);
    IntStream.range(0, 7).forEach(one::epoch);
    Shuffle more = new Shuffle(50, 4, Policy.EVERY_EPOCH, SEEDS);
    assertThat(replica(more.epoch(7), 0)).containsExactly(replica(one.epoch(7), 0));
  }

  @Test
  void anotherSeedIsAnotherOrder() {
    assertThat(replica(new Shuffle(50, 1, Policy.ONCE, new SeedSequence(6)).epoch(0), 0))
        .isNotEqualTo(replica(new Shuffle(50, 1, Policy.ONCE, SEEDS).epoch(0), 0));
  }

  @Test
  void everyPermutationIsAsLikelyAsAnyOther() {
    Shuffle shuffle = new Shuffle(4, 1, Policy.EVERY_EPOCH, SEEDS);
    int draws = 24_000;
    Map<String, Integer> counts = new HashMap<>();
    for (int epoch = 0; epoch < draws; epoch++) {
      counts.merge(java.util.Arrays.toString(replica(shuffle.epoch(epoch), 0)), 1, Integer::sum);
    }
    assertThat(counts).hasSize(24);
    double expected = draws / 24.0;
    double chiSquared =
        counts.values().stream().mapToDouble(n -> (n - expected) * (n - expected)).sum() / expected;
    assertThat(chiSquared).isLessThan(49.7); // χ² with 23 degrees of freedom: p = 0.001
  }
}
