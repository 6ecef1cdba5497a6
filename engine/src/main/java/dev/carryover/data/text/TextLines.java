package dev.carryover.data.text;

import dev.carryover.data.DataException;
import dev.carryover.data.Excerpt;
import dev.carryover.data.FileContent;
import dev.carryover.data.FileSignature;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a text file, without a byte order mark before them or blank lines behind.
 *
 * @param file where they come from, for messages
 */
record TextLines(FileContent file, List<String> lines) {
  /** Numbers written in text shrink to a tenth or so; what shrinks to less than this is a trap. */
  private static final long MOST_PACKED = 100;

  /** Below this many bytes it does not matter how far a file was packed. */
  private static final long ALWAYS_READ = 64L << 20;

  private static final String UTF_8_MARK = "\u00ef\u00bb\u00bf";
  private static final String UTF_16_LITTLE_ENDIAN_MARK = "\u00ff\u00fe";
  private static final String UTF_16_BIG_ENDIAN_MARK = "\u00fe\u00ff";

  /** Copies the list. */
  TextLines {
    lines = List.copyOf(lines);
  }

  /**
   * Reads the content of a text file, and no more than a file of its size can hold.
   *
   * @throws DataException if the file is missing, no regular file or unreadable
   */
  static FileContent content(Path file) {
    return FileContent.read(file, start -> Math.max(ALWAYS_READ, MOST_PACKED * size(file)));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new DataException("%s: expected a readable file, found: %s".formatted(file, e), e);
    }
  }

  /**
   * The lines of a file.
   *
   * @throws DataException if there is none, or the file goes on behind what could be read of it
   */
  static TextLines of(FileContent file) {
    if (file.more()) {
      throw new DataException(
          "%s: expected text, found a file that unpacks to more than %d times its size"
              .formatted(file.source(), MOST_PACKED));
    }
    List<String> lines = decoded(file.bytes()).lines().toList();
    int count = lines.size();
    while (count > 0 && lines.get(count - 1).isBlank()) {
      count--;
    }
    if (count == 0) {
      throw new DataException(file.source() + ": expected at least one line, found an empty file");
    }
    return new TextLines(file, lines.subList(0, count));
  }

  private static String decoded(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(3, bytes.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith(UTF_16_LITTLE_ENDIAN_MARK)) {
      return decoded(bytes, UTF_16_LITTLE_ENDIAN_MARK, StandardCharsets.UTF_16LE);
    }
    if (start.startsWith(UTF_16_BIG_ENDIAN_MARK)) {
      return decoded(bytes, UTF_16_BIG_ENDIAN_MARK, StandardCharsets.UTF_16BE);
    }
    return decoded(bytes, start.equals(UTF_8_MARK) ? UTF_8_MARK : "", StandardCharsets.ISO_8859_1);
  }

  private static String decoded(byte[] bytes, String mark, Charset charset) {
    return new String(bytes, mark.length(), bytes.length - mark.length(), charset);
  }

  /**
   * A number in one of the lines, in decimal notation.
   *
   * @param index of the line
   * @param expected for the message
   * @throws DataException if the field is no number
   */
  float number(int index, String field, String expected) {
    String digits = field.strip();
    if (!digits.chars().allMatch(TextLines::isPartOfNumber)) {
      throw wrong(index, expected, found(field));
    }
    try {
      return Float.parseFloat(digits);
    } catch (NumberFormatException e) {
      throw wrong(index, expected, found(field));
    }
  }

  /** Java also reads {@code 0x1p3}, {@code 1f} and {@code NaN}; no such file does. */
  private static boolean isPartOfNumber(int c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }

  private String found(String field) {
    byte[] start = field.getBytes(StandardCharsets.ISO_8859_1);
    String looks = FileSignature.of(start);
    return looks.equals("a web page") ? looks : Excerpt.of(field);
  }

  /**
   * What is wrong with a line.
   *
   * @param index of the line
   */
  DataException wrong(int index, String expected, String found) {
    return new DataException(
        "%s, line %d: expected %s, found %s".formatted(file.source(), index + 1, expected, found));
  }
}
