package dev.carryover.experiments.record.json;

/** A value in a JSON file is not what it should be. */
public final class InvalidValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message names the key's path, what was expected and what was found. */
  InvalidValueException(KeyPath path, String message) {
    super(path.before(message));
  }

  InvalidValueException(KeyPath path, String message, Throwable cause) {
    super(path.before(message), cause);
  }

  static InvalidValueException expected(String what, String found, KeyPath path) {
    return new InvalidValueException(path, "expected " + what + ", found " + found);
  }
}
