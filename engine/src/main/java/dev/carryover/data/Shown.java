package dev.carryover.data;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What messages show of a file's own words: short, on one line, and without a character that is not
 * to be seen, since those can move a terminal's cursor or turn its text around.
 */
public final class Shown {
  private static final int LONGEST = 60;
  private static final int MOST = 8;

  private Shown() {}

  /** A text's first 60 characters, with escapes for all that is not to be seen. */
  public static String text(String words) {
    String cut = words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
    return cut.codePoints()
        .mapToObj(c -> isSeen(c) ? Character.toString(c) : "\\u{" + Integer.toHexString(c) + "}")
        .collect(Collectors.joining());
  }

  /** The first eight of some names, joined by commas, and how many more there are. */
  public static String names(Collection<String> names) {
    String shown = names.stream().limit(MOST).map(Shown::text).collect(Collectors.joining(", "));
    return names.size() <= MOST ? shown : shown + " and %d more".formatted(names.size() - MOST);
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
