package dev.carryover.experiments.cli;

/** An option's value cannot be used, found out only after parsing. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the option, what was expected and what was found
   */
  UsageException(String message) {
    super(message);
  }

  /** Refuses a number below 1. */
  static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + ": expected a number of at least 1, found " + value);
    }
  }
}
