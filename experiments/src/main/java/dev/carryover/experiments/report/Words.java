package dev.carryover.experiments.report;

import dev.carryover.experiments.protocol.Run;
import dev.carryover.experiments.statistics.Summary;
import java.util.Arrays;
import java.util.Locale;

/** How things are called in the report. */
final class Words {
  private Words() {}

  /** A run's title by its key. */
  static String run(String key) {
    return Arrays.stream(Run.values())
        .filter(run -> run.key().equals(key))
        .map(Run::title)
        .findFirst()
        .orElse(key);
  }

  static String set(String set) {
    return switch (set) {
      case "train" -> "training";
      case "fullTest" -> "full test file";
      default -> set;
    };
  }

  static String capitalized(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  static String replicas(int count) {
    return count == 1 ? "1 replica" : count + " replicas";
  }

  /** What a line over epochs and its band are. */
  static String band(int replicas) {
    return replicas == 1
        ? "One replica."
        : "Line: mean of %d replicas; band: from the least to the greatest.".formatted(replicas);
  }

  /** What the marks on bars are. */
  static String whiskers(int replicas) {
    if (replicas == 1) {
      return "One replica.";
    }
    return replicas < Summary.FEWEST_FOR_INTERVAL
        ? "Mean of %d replicas.".formatted(replicas)
        : "Mean of %d replicas with its 95%% interval.".formatted(replicas);
  }
}
