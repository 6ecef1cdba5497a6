/**
 * What R replicas and n test images let one say: summaries with intervals, published figures
 * judged, two ways compared.
 *
 * <p>Two uncertainties are kept apart. <i>Training</i>: another seed gives another network ({@link
 * dev.carryover.experiments.statistics.Summary}). <i>Sampling</i>: other test images give another
 * error of the same network ({@link dev.carryover.experiments.statistics.WilsonInterval}). Both
 * together decide ({@link dev.carryover.experiments.statistics.Uncertainty}). Every interval is one
 * of 95%; fewer than {@link dev.carryover.experiments.statistics.Summary#FEWEST_FOR_INTERVAL}
 * replicas get neither interval, test nor verdict.
 */
@NullMarked
package dev.carryover.experiments.statistics;

import org.jspecify.annotations.NullMarked;
