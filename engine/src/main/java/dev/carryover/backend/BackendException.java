package dev.carryover.backend;

/** A device or its driver failed, or cannot take what was asked of it. */
public final class BackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names backend and device, what was expected and what was found
   */
  public BackendException(String message) {
    super(message);
  }

  /**
   * @param message names backend and device, what was expected and what was found
   */
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
