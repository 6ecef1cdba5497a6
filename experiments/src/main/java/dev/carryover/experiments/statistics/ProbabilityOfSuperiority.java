package dev.carryover.experiments.statistics;

import java.util.List;
import java.util.Optional;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BrentSolver;

/**
 * How often one way's error is below another's, ties counted half: 0.5 says that neither is better,
 * 1 that the first always is.
 *
 * @param value the share of pairs
 * @param interval its 95% interval, within [0, 1]; absent for fewer than {@link
 *     Summary#FEWEST_FOR_INTERVAL} replicas of either
 */
public record ProbabilityOfSuperiority(double value, Optional<Interval> interval) {
  private static final double ACCURACY = 1e-12;
  private static final int MOST_STEPS = 200;

  /**
   * The probability that the first beats the second where both have the same seed: the share of the
   * R pairs. Its interval is Wilson's for R; ties only lessen the variance, so it is no narrower
   * than it should be. Source of the figure: Grissom, <i>Probability of the superior outcome of one
   * treatment over another</i>, Journal of Applied Psychology 79 (1994), 314-316; as a criterion
   * for learning algorithms: Bouthillier et al., <i>Accounting for variance in machine learning
   * benchmarks</i>, MLSys 2021.
   *
   * @throws IllegalArgumentException if they differ in their number of replicas
   */
  public static ProbabilityOfSuperiority paired(Summary first, Summary second) {
    List<Double> differences = Summary.ofDifference(first, second).replicas();
    double value = differences.stream().mapToDouble(d -> wins(d, 0)).sum() / differences.size();
    return new ProbabilityOfSuperiority(
        value,
        first.supportsInterval()
            ? Optional.of(WilsonInterval.of(value, differences.size()).interval())
            : Optional.empty());
  }

  /**
   * The probability that the first beats the second where seeds have nothing in common: the share
   * of all m·n pairs, Mann and Whitney's U/(m·n) (<i>On a test of whether one of two random
   * variables is stochastically larger than the other</i>, Annals of Mathematical Statistics 18
   * (1947), 50-60).
   *
   * <p>Its interval is method 5 of Newcombe, <i>Confidence intervals for an effect size measure
   * based on the Mann-Whitney statistic. Part 2</i>, Statistics in Medicine 25 (2006), 559-573: all
   * θ with |θ − value| ≤ 1.96·√V(θ), where V(θ) = θ(1 − θ)·(1 + k·((1 − θ)/(2 − θ) + θ/(1 +
   * θ)))/(m·n) and k = (m + n)/2 − 1.
   */
  public static ProbabilityOfSuperiority unpaired(Summary first, Summary second) {
    double wins = 0;
    for (double a : first.replicas()) {
      for (double b : second.replicas()) {
        wins += wins(a, b);
      }
    }
    double value = wins / ((double) first.count() * second.count());
    return new ProbabilityOfSuperiority(
        value,
        first.supportsInterval() && second.supportsInterval()
            ? Optional.of(newcombe(value, first.count(), second.count()))
            : Optional.empty());
  }

  private static double wins(double a, double b) {
    return a < b ? 1 : a == b ? 0.5 : 0;
  }

  private static Interval newcombe(double value, int m, int n) {
    // V is the same at θ and 1 − θ.
    return new Interval(1 - upperEnd(1 - value, m, n), upperEnd(value, m, n));
  }

  private static double upperEnd(double value, int m, int n) {
    if (value == 1) {
      return 1;
    }
    double z = Quantiles.normal();
    double k = (m + n) / 2.0 - 1;
    UnivariateFunction beyond =
        theta -> {
          double shape = 1 + k * ((1 - theta) / (2 - theta) + theta / (1 + theta));
          double variance = theta * (1 - theta) * shape / ((double) m * n);
          return (theta - value) * (theta - value) - z * z * variance;
        };
    // Not from 0 itself, where V is 0 and nothing is beyond anything.
    return new BrentSolver(ACCURACY).solve(MOST_STEPS, beyond, Math.max(value, ACCURACY), 1);
  }
}
