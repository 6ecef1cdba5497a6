package dev.carryover.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SeedSequenceTest {
  private static long first(long root, String purpose, int replica) {
    return new SeedSequence(root).generator(purpose, replica).nextLong();
  }

  @Test
  void theSameRootPurposeAndReplicaDrawTheSame() {
    long[] one = new SeedSequence(7).generator("initial.0", 3).longs(100).toArray();
    long[] two = new SeedSequence(7).generator("initial.0", 3).longs(100).toArray();
    assertThat(one).containsExactly(two).doesNotHaveDuplicates();
  }

  @Test
  void rootPurposeAndReplicaEachChangeTheDraws() {
    assertThat(
            Stream.of(
                first(7, "initial.0", 3),
                first(8, "initial.0", 3),
                first(-7, "initial.0", 3),
                first(7, "initial.1", 3),
                first(7, "shuffle.0", 3),
                first(7, "", 3),
                first(7, "initial.0", 2)))
        .doesNotHaveDuplicates();
  }

  @Test
  void neighbouringReplicasDrawsAreUncorrelated() {
    int n = 20_000;
    double sum = 0;
    for (int r = 0; r < n; r++) {
      SeedSequence seeds = new SeedSequence(1);
      sum +=
          seeds.generator("initial.0", r).nextGaussian()
              * seeds.generator("initial.0", r + 1).nextGaussian();
    }
    // The mean of n products of independent standard normals has standard deviation 1/√n.
    assertThat(Math.abs(sum / n)).isLessThan(4 / Math.sqrt(n));
  }

  @Test
  void ofManySeedsNoTwoAreTheSame() {
    // Every epoch's shuffle and every layer of many replicas, from two neighbouring roots.
    LongStream seeds =
        LongStream.rangeClosed(1, 2)
            .flatMap(root ->
                Stream.concat(
                        IntStream.range(0, 500).mapToObj(epoch -> "shuffle." + epoch),
                        IntStream.range(0, 3).mapToObj(layer -> "initial." + layer))
                    .flatMapToLong(purpose ->
                        IntStream.range(0, 250)
                            .mapToLong(r -> new SeedSequence(root).seed(purpose, r))));
    long[] all = seeds.toArray();
    assertThat(all).hasSize(2 * 503 * 250);
    assertThat(LongStream.of(all).distinct().count()).isEqualTo(all.length);
  }

  @Test
  void seedsStayWhatTheyWereForRunsOfOldToBeRepeated() {
    // Computed by another program from the published constants; run folders rely on them.
    assertThat(new SeedSequence(0).seed("", 0)).isEqualTo(-6411193824288604561L);
    assertThat(new SeedSequence(1).seed("initial.0", 0)).isEqualTo(6561633291135457316L);
  }
}
