package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.List;

/**
 * A key of an experiment file that takes several values: the file then stands for as many
 * experiments, with further axes for every combination.
 *
 * @param path the key, as for {@code --set}, for example {@code stages.*.architecture.hidden}
 * @param values as they would stand in the file
 */
public record Axis(String path, List<String> values) {

  /**
   * @throws InvalidPlanException if there is no key, or no value
   */
  public Axis {
    values = List.copyOf(values);
    require(!path.isBlank(), "path", "a key of the experiment", "nothing");
    require(!values.isEmpty(), "values", "at least one value", "none");
  }

  /**
   * One value of an axis.
   *
   * @param path the axis's key
   * @param value as it would stand in the file
   */
  public record Setting(String path, String value) {}
}
