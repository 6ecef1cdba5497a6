package dev.carryover.experiments.plan;

import static dev.carryover.experiments.plan.InvalidPlanException.require;

import java.util.List;
import java.util.Optional;

/**
 * A key of an experiment file that takes several values: the file then stands for as many
 * experiments, with further axes for every combination.
 *
 * @param path the key, as for {@code --set}, for example {@code stages.*.architecture.hidden}
 * @param values as they would stand in the file; empty: they are the combinations
 * @param combinations makes the values; absent: they are given one by one
 */
public record Axis(String path, List<String> values, Optional<Combinations> combinations) {

  /**
   * @throws InvalidPlanException if there is no key, there is no value, or values are given in two
   *     ways
   */
  public Axis {
    values = List.copyOf(values);
    require(!path.isBlank(), "path", "a key of the experiment", "nothing");
    require(
        values.isEmpty() != combinations.isEmpty(),
        "values",
        "at least one value, or combinations",
        values.isEmpty() ? "none" : "both");
  }

  /** An axis whose values are given one by one. */
  public static Axis of(String path, List<String> values) {
    return new Axis(path, values, Optional.empty());
  }

  /** All its values, as they would stand in the file. */
  public List<String> points() {
    return combinations.map(Combinations::values).orElse(values);
  }

  /**
   * One value of an axis.
   *
   * @param path the axis's key
   * @param value as it would stand in the file
   */
  public record Setting(String path, String value) {

    /** What tells this experiment's key from those of the other values: a dash and the value. */
    public String suffix() {
      return "-" + value.replaceAll("[^A-Za-z0-9]+", "_");
    }
  }
}
