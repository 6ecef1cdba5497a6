package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.List;
import java.util.OptionalInt;

/**
 * Which of the training examples a stage trains on.
 *
 * @param classes only these; empty: all
 * @param perClass so many of each class, drawn for each replica from its seed, the same for every
 *     stage that asks for as many; absent: all
 */
public record Selection(List<Integer> classes, OptionalInt perClass) {

  /**
   * @throws InvalidPlanException if a class is negative or named twice, or there is to be none of a
   *     class
   */
  public Selection {
    classes = List.copyOf(classes);
    for (int c : classes) {
      require(c >= 0, "classes", "classes of at least 0", c);
    }
    require(
        classes.stream().distinct().count() == classes.size(),
        "classes",
        "each class once",
        classes);
    require(
        perClass.isEmpty() || perClass.getAsInt() >= 1,
        "perClass",
        "at least 1 example of each class",
        perClass.orElse(0));
  }

  /** Whether a class is among those selected. */
  public boolean includes(int label) {
    return classes.isEmpty() || classes.contains(label);
  }

  /** Whether every example is selected. */
  public boolean isAll() {
    return classes.isEmpty() && perClass.isEmpty();
  }
}
