package dev.carryover.data;

/**
 * Foreign text made fit for a message: a piece of a file may be megabytes long, and hold what moves
 * a terminal's cursor.
 */
public final class Excerpt {
  private static final int MOST_CHARACTERS = 60;

  private Excerpt() {}

  /**
   * A text in quotes, its control characters escaped, cut after 60 characters; {@code nothing} for
   * a blank one.
   */
  public static String of(String text) {
    String field = text.strip();
    if (field.isEmpty()) {
      return "nothing";
    }
    StringBuilder shown = new StringBuilder("'");
    int next = 0;
    while (next < field.length()) {
      int codePoint = field.codePointAt(next);
      String seen = seen(codePoint);
      if (shown.length() - 1 + seen.length() > MOST_CHARACTERS) {
        return shown.append("...'").toString();
      }
      shown.append(seen);
      next += Character.charCount(codePoint);
    }
    return shown.append('\'').toString();
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
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}
