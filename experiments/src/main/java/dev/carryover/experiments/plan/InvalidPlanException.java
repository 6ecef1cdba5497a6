package dev.carryover.experiments.plan;

/** A value of an experiment that cannot be: names the key, what was expected and what was found. */
public final class InvalidPlanException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String key;
  private final String reason;

  /**
   * @param key the key's path below the value that refuses it, for example {@code rate} or {@code
   *     start.from}
   * @param reason what was expected and what was found
   */
  public InvalidPlanException(String key, String reason) {
    super(key + ": " + reason);
    this.key = key;
    this.reason = reason;
  }

  /** The key's path below the value that refuses it. */
  public String key() {
    return key;
  }

  /** What was expected and what was found. */
  public String reason() {
    return reason;
  }

  /** Refuses a value unless a condition holds. */
  static void require(boolean condition, String key, String expected, Object found) {
    if (!condition) {
      throw new InvalidPlanException(key, "expected %s, found %s".formatted(expected, found));
    }
  }
}
