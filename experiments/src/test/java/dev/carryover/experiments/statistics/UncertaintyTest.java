package dev.carryover.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SciPy 1.17.1 with NumPy 2.4.6 gave the figures, by the snippets in the tests. */
class UncertaintyTest {
  private static final List<Double> DIFFERENCES = List.of(-0.01, 0.02, 0.03, -0.02, 0.05, 0.04);

  @Test
  void aFractionsPartsAreStudentsAndWilsons() {
    // x = [.071, .069, .075, .066, .073]; tr = t.ppf(.975, 4)*std(x, ddof=1)/sqrt(5)
    // w = binomtest(708, 10000).proportion_ci(.95, 'wilson'); (w.high - w.low)/2
    // m - hypot(tr, m - w.low), m + hypot(tr, w.high - m)
    Uncertainty found =
        Uncertainty.ofFraction(
            Summary.ofFraction(List.of(0.071, 0.069, 0.075, 0.066, 0.073)), 10_000);
    assertThat(found.training().orElseThrow()).isCloseTo(0.004336945896608732, within(1e-10));
    assertThat(found.sampling()).isCloseTo(0.005028856935691245, within(1e-10));
    Interval total = found.total().orElseThrow();
    assertThat(total.low()).isCloseTo(0.06428324989991399, within(1e-10));
    assertThat(total.high()).isCloseTo(0.07756633562348353, within(1e-10));
    assertThat(found.totalHalfWidth()).contains(total.halfWidth());
  }

  @Test
  void aDifferenceIsPairedByImage() {
    // t.ppf(.975, 5)*std(d, ddof=1)/sqrt(6); t.ppf(.975, 6)*sem(images)
    double[] images = {0.2, -0.1, 0.0, 0.05, -0.05, 0.1, -0.09};
    double shift = 0.11 / 6 - Arrays.stream(images).sum() / 7;
    double[] shifted = Arrays.stream(images).map(image -> image + shift).toArray();
    Uncertainty found =
        Uncertainty.ofImages(Summary.of(DIFFERENCES), shifted, Range.FRACTION_DIFFERENCE);
    assertThat(found.training().orElseThrow()).isCloseTo(0.029246448947530215, within(1e-10));
    assertThat(found.sampling()).isCloseTo(0.10086857234230108, within(1e-10));
    assertThat(found.totalHalfWidth().orElseThrow()).isCloseTo(0.10502296730912966, within(1e-10));
  }

  @Test
  void withoutImagesADifferenceHasFrechetsBound() {
    // b = .1 - mean(d); norm.ppf(.975)*sqrt((min(.1 + b, 2 - .1 - b) - (.1 - b)**2)/500)
    Uncertainty found = Uncertainty.ofDifference(Summary.of(DIFFERENCES), 0.1, 0.1 - 0.11 / 6, 500);
    assertThat(found.sampling()).isCloseTo(0.03732489416194653, within(1e-10));
    assertThat(found.totalHalfWidth().orElseThrow()).isCloseTo(0.047418377241750916, within(1e-10));
  }

  @Test
  void theBoundIsTheSameForThoseThatAreRight() {
    // An image that only one errs on is one that only the other is right on.
    Uncertainty errors =
        Uncertainty.ofDifference(Summary.of(DIFFERENCES), 0.1, 0.1 - 0.11 / 6, 500);
    List<Double> negated = DIFFERENCES.stream().map(d -> -d).toList();
    Uncertainty right = Uncertainty.ofDifference(Summary.of(negated), 0.9, 0.9 + 0.11 / 6, 500);
    assertThat(right.sampling()).isCloseTo(errors.sampling(), within(1e-10));
  }

  @Test
  void fewReplicasHaveSamplingAlone() {
    Uncertainty found = Uncertainty.ofFraction(Summary.ofFraction(List.of(0.07)), 1000);
    assertThat(found.sampling()).isCloseTo(0.01586914200249465, within(1e-10));
    assertThat(found.training()).isEmpty();
    assertThat(found.total()).isEmpty();
    assertThat(found.totalHalfWidth()).isEmpty();
  }

  @Test
  void aFractionsIntervalStaysWithinZeroAndOne() {
    Summary none = Summary.ofFraction(List.of(0.0, 0.0, 0.0, 0.0, 0.01));
    assertThat(Uncertainty.ofFraction(none, 50).total().orElseThrow().low()).isZero();
    Summary all = Summary.ofFraction(List.of(1.0, 1.0, 1.0, 1.0, 0.99));
    assertThat(Uncertainty.ofFraction(all, 50).total().orElseThrow().high()).isEqualTo(1);
  }

  /** What the derivation claims, by experiment: images matter as much for 40 replicas as for 5. */
  @Test
  void theTotalCoversTheTruthAndTrainingAloneDoesNot() {
    Random random = new Random(1);
    int trials = 400;
    int covered = 0;
    int coveredByTraining = 0;
    for (int trial = 0; trial < trials; trial++) {
      double[][] figures = crossed(random, 20, 50);
      Summary mean =
          Summary.of(
              Arrays.stream(figures)
                  .map(row -> Arrays.stream(row).average().orElseThrow())
                  .toList());
      double[] images = new double[50];
      for (double[] row : figures) {
        for (int i = 0; i < images.length; i++) {
          images[i] += row[i] / figures.length;
        }
      }
      covered +=
          Uncertainty.ofImages(mean, images, Range.REAL).total().orElseThrow().contains(0) ? 1 : 0;
      coveredByTraining += mean.interval().orElseThrow().contains(0) ? 1 : 0;
    }
    assertThat((double) covered / trials).isBetween(0.93, 0.99);
    assertThat((double) coveredByTraining / trials).isLessThan(0.7);
  }

  /** Replicas' deviations 0.3, images' 1, their own 0.5; the true mean is 0. */
  private static double[][] crossed(Random random, int replicas, int images) {
    double[] image = random.doubles(images).map(u -> random.nextGaussian()).toArray();
    double[][] figures = new double[replicas][images];
    for (double[] row : figures) {
      double replica = 0.3 * random.nextGaussian();
      for (int i = 0; i < images; i++) {
        row[i] = replica + image[i] + 0.5 * random.nextGaussian();
      }
    }
    return figures;
  }

  @Test
  void figuresThatDoNotBelongTogetherAreRefused() {
    Summary difference = Summary.of(DIFFERENCES);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uncertainty.ofImages(difference, new double[] {1, 2}, Range.REAL))
        .withMessageStartingWith("expected images whose mean is the replicas', 0.0183");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uncertainty.ofImages(difference, new double[] {1}, Range.REAL))
        .withMessage("expected 2 images or more, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Uncertainty.ofImages(difference, new double[] {1, Double.NaN}, Range.REAL))
        .withMessageEndingWith("found NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Uncertainty.ofDifference(difference, 0.1, 0.2, 500));
  }
}
