package dev.carryover.experiments.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;

/** How many standard errors a two-sided 95% interval reaches to either side. */
final class Quantiles {
  /** How often an interval shall cover what it is an interval of. */
  static final double CONFIDENCE = 0.95;

  private static final double UPPER = (1 + CONFIDENCE) / 2;

  private Quantiles() {}

  /** Student's t where the standard error is estimated with so many degrees of freedom. */
  static double t(double degreesOfFreedom) {
    return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(UPPER);
  }

  /** The standard normal distribution's, 1.96, where the standard error is known. */
  static double normal() {
    return new NormalDistribution().inverseCumulativeProbability(UPPER);
  }
}
