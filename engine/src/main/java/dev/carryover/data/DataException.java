package dev.carryover.data;

/** Data that is not there, cannot be read, or is not what its format or checksum promises. */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line: names the file, what was expected and what was found
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * @param message one line: names the file, what was expected and what was found
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
