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
}
