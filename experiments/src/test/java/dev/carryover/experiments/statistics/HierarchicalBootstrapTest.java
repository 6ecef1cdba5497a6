package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.carryover.training.SeedSequence;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HierarchicalBootstrapTest {
  private static HierarchicalBootstrap bootstrap(int resamples, long seed) {
    return new HierarchicalBootstrap(resamples, new SeedSequence(seed));
  }

  /** {@code V[r][i] = .05*r + ((7*i + 3*r) % 11)/11}, 6 replicas on 20 images. */
  private static double[][] figures() {
    return IntStream.range(0, 6)
        .mapToObj(r ->
            IntStream.range(0, 20)
                .mapToDouble(i -> 0.05 * r + (7 * i + 3 * r) % 11 / 11.0)
                .toArray())
        .toArray(double[][]::new);
  }

  /**
   * NumPy 2.4.6, 400,000 resamples: {@code rng = default_rng(0); ri = rng.integers(0, 6, (N, 6));
   * ii = rng.integers(0, 20, (N, 20)); percentile([V[ix_(a, b)].mean() for a, b in zip(ri, ii)],
   * [2.5, 97.5])} is (0.48636, 0.66818).
   */
  @Test
  void theMeansIntervalIsNumpys() {
    Interval found = bootstrap(20_000, 1).mean(figures()).orElseThrow();
    assertThat(found.low()).isCloseTo(0.48636, within(0.003));
    assertThat(found.high()).isCloseTo(0.66818, within(0.003));
  }

  /**
   * SciPy 1.17.1: {@code bootstrap(([1, 4, 2, 9, 7],), mean, method='percentile',
   * n_resamples=200000)}.
   */
  @Test
  void withOneImageItIsTheOrdinaryBootstrap() {
    double[][] values = {{1}, {4}, {2}, {9}, {7}};
    Interval found = bootstrap(20_000, 1).mean(values).orElseThrow();
    assertThat(found.low()).isCloseTo(2.0, within(0.201));
    assertThat(found.high()).isCloseTo(7.2, within(0.201));
  }

  @Test
  void theMeanIsAStatisticLikeAnyOther() {
    double[][] values = figures();
    assertThat(
            bootstrap(200, 3)
                .interval(
                    6,
                    20,
                    (replicas, images) ->
                        Arrays.stream(replicas)
                                .mapToDouble(
                                    r -> Arrays.stream(images).mapToDouble(i -> values[r][i]).sum())
                                .sum()
                            / 120))
        .isEqualTo(bootstrap(200, 3).mean(values));
  }

  @Test
  void allReplicasSeeTheSameDrawnImages() {
    // If each replica drew its own, images that all find alike would average out.
    double[][] alike =
        IntStream.range(0, 50)
            .mapToObj(r -> IntStream.range(0, 10).mapToDouble(i -> i).toArray())
            .toArray(double[][]::new);
    // The mean of 10 of 0 … 9 has the standard deviation 2.87/√10 = 0.908.
    assertThat(bootstrap(2000, 1).mean(alike).orElseThrow().halfWidth())
        .isCloseTo(1.96 * 0.908, within(0.1));
  }

  @Test
  void aSeedDecidesEveryBit() {
    assertThat(bootstrap(500, 7).mean(figures())).isEqualTo(bootstrap(500, 7).mean(figures()));
    assertThat(bootstrap(500, 7).mean(figures())).isNotEqualTo(bootstrap(500, 8).mean(figures()));
  }

  @Test
  void fewerThanFiveReplicasHaveNoInterval() {
    assertThat(bootstrap(10, 1).mean(new double[4][3])).isEmpty();
  }

  @Test
  void nothingToDrawFromIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> bootstrap(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap(1, 1).interval(5, 0, (replicas, images) -> 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> bootstrap(1, 1).interval(5, 1, (replicas, images) -> Double.NaN));
  }
}
