package dev.carryover.experiments.statistics;

import java.util.Optional;

/**
 * Two ways compared seed by seed: errors of replicas that share data, orders and whatever else the
 * seed decides. Less is better.
 *
 * @param difference first − second, over the replicas, with the interval of its mean
 * @param effectSize Cohen's d<sub>z</sub>, the difference's mean in units of its standard deviation
 *     (Cohen, <i>Statistical Power Analysis for the Behavioral Sciences</i>, 2nd edition, 1988,
 *     page 48); absent for fewer than {@link Summary#FEWEST_FOR_INTERVAL} replicas, or if all
 *     differences are equal
 * @param signedRank p of {@link SignedRank}; absent for fewer replicas
 * @param firstBetter how often the first has the smaller error
 */
public record PairedComparison(
    Summary difference,
    Optional<Double> effectSize,
    Optional<Double> signedRank,
    ProbabilityOfSuperiority firstBetter) {

  /**
   * Compares two ways by the errors of their replicas.
   *
   * @throws IllegalArgumentException if they differ in their number of replicas
   */
  public static PairedComparison of(Summary first, Summary second) {
    Summary difference = Summary.ofDifference(first, second);
    Optional<Summary> enough = Optional.of(difference).filter(Summary::supportsInterval);
    return new PairedComparison(
        difference,
        enough.filter(d -> d.sd() > 0).map(d -> d.mean() / d.sd()),
        enough.map(d ->
            SignedRank.pValue(d.replicas().stream().mapToDouble(Double::doubleValue).toArray())),
        ProbabilityOfSuperiority.paired(first, second));
  }
}
