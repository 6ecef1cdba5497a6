package dev.carryover.data;

/**
 * Data that is not there, cannot be read, or is not what its format or checksum promises. Its
 * message is one line that a terminal shows as it stands: {@linkplain Excerpt#escaped control
 * characters}, which names of files can hold, are escaped.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message names the file, what was expected and what was found
   */
  public DataException(String message) {
    super(Excerpt.escaped(message));
  }

  /**
   * @param message names the file, what was expected and what was found
   */
  public DataException(String message, Throwable cause) {
    super(Excerpt.escaped(message), cause);
  }
}
