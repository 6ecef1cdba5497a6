package dev.carryover.backend;

/** A backend or device was asked for by name and is not there, or not ready. */
public final class BackendNotReadyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the backend, the reason and the remedy
   */
  public BackendNotReadyException(String message) {
    super(message);
  }
}
