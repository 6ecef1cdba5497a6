package dev.carryover.backend;

import java.util.regex.Pattern;

/**
 * What a library or a driver says, made fit to stand in a message of one line: its first line,
 * without terminal colours or other control characters, and not endless.
 */
public final class LibraryMessage {
  /** Longer lines are cut here: characters. */
  private static final int LONGEST = 200;

  /** ECMA-48's control sequences: colours, cursor movements. */
  private static final Pattern CONTROL_SEQUENCE =
      Pattern.compile("(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");

  private LibraryMessage() {}

  /** The first line of a text that holds anything; empty where none does. */
  public static String firstLine(String text) {
    return CONTROL_SEQUENCE
        .matcher(text)
        .replaceAll("")
        .lines()
        .map(line -> BLANKS.matcher(line).replaceAll(" ").strip())
        .filter(line -> !line.isEmpty())
        .findFirst()
        .map(line -> line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…")
        .orElse("");
  }

  /**
   * What the first cause of a failure says: its message, behind the name of its class where that is
   * more than "something failed"; its class's name where it has none.
   */
  public static String of(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : firstLine(cause.getMessage());
    if (message.isEmpty()) {
      return cause.getClass().getSimpleName();
    }
    return cause instanceof Error
        ? "%s: %s".formatted(cause.getClass().getSimpleName(), message)
        : message;
  }
}
