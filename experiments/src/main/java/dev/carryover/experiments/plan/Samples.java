package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which test images an autoencoder's reconstructions are shown of, drawn from the seed.
 *
 * @param count so many, whatever their class, where {@code perClass} is absent; 0: none
 * @param perClass so many of each class
 * @param classes of these classes only; empty: all
 */
public record Samples(int count, OptionalInt perClass, List<Integer> classes) {

  /**
   * @throws InvalidPlanException if a number is negative
   */
  public Samples {
    classes = List.copyOf(classes);
    require(count >= 0, "count", "at least 0 images", count);
    require(
        perClass.isEmpty() || perClass.getAsInt() >= 1,
        "perClass",
        "at least 1 image of each class",
        perClass.orElse(0));
  }
}
