package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * When a replica stops before its last epoch. It is looked at at every record.
 *
 * @param set which figure is watched, on these examples
 * @param metric which figure
 * @param below stops at this value or less, and keeps the state that has it
 * @param patience stops after so many records without a new least value, and keeps the state that
 *     had the least
 */
public record StopRule(SetName set, Metric metric, OptionalDouble below, OptionalInt patience) {

  /**
   * @throws InvalidPlanException unless exactly one condition is given, and a possible one
   */
  public StopRule {
    require(
        below.isPresent() != patience.isPresent(),
        "below",
        "either below or patience",
        below.isPresent() ? "both" : "neither");
    require(
        patience.isEmpty() || patience.getAsInt() >= 1,
        "patience",
        "at least 1 record",
        patience.orElse(0));
  }
}
