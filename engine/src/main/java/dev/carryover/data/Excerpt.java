package dev.carryover.data;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Foreign text made fit for a message: a piece of a file may be megabytes long, and hold what moves
 * a terminal's cursor.
 */
public final class Excerpt {
  private static final int MOST_CHARACTERS = 60;
  private static final int MOST_NAMES = 8;

  private Excerpt() {}

  /**
   * A text in quotes, its control characters escaped, cut after 60 characters; {@code nothing} for
   * a blank one.
   */
  public static String of(String text) {
    String field = text.strip();
    return field.isEmpty() ? "nothing" : "'" + text(field) + "'";
  }

  /** A text with its control characters escaped, cut after 60 characters. */
  public static String text(String text) {
    StringBuilder shown = new StringBuilder();
    int next = 0;
    while (next < text.length()) {
      int codePoint = text.codePointAt(next);
      String seen = seen(codePoint);
      if (shown.length() + seen.length() > MOST_CHARACTERS) {
        return shown.append("...").toString();
      }
      shown.append(seen);
      next += Character.charCount(codePoint);
    }
    return shown.toString();
  }

  /** The first eight of some names, joined by commas, and how many more there are. */
  public static String names(Collection<String> names) {
    String shown =
        names.stream().limit(MOST_NAMES).map(Excerpt::text).collect(Collectors.joining(", "));
    return names.size() <= MOST_NAMES
        ? shown
        : shown + " and %d more".formatted(names.size() - MOST_NAMES);
  }

  /**
   * A text with every character escaped that is not to be seen, or that changes how others are
   * seen: controls, line ends, marks of direction, halves of pairs.
   */
  public static String escaped(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(codePoint -> line.append(seen(codePoint)));
    return line.toString();
  }

  private static String seen(int codePoint) {
    return isUnseen(codePoint) ? "\\u%04x".formatted(codePoint) : Character.toString(codePoint);
  }

  private static boolean isUnseen(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
