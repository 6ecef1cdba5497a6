package dev.carryover.experiments.evaluation;

import java.util.List;

/**
 * The squared errors of one class's images: each image's mean over its outputs.
 *
 * @param label the class
 * @param images how many each replica has
 * @param means each replica's mean over the images, {@code [R]}: the mean reconstruction error
 *     (MRE) of an autoencoder
 * @param deviations each replica's standard deviation over the images, with their number as divisor
 */
public record ClassError(int label, int images, List<Double> means, List<Double> deviations) {
  /** Copies the lists. */
  public ClassError {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
  }
}
