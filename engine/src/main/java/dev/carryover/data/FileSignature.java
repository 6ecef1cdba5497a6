package dev.carryover.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What a file is by its first bytes, in words, for messages about files that are something else.
 */
public final class FileSignature {
  private static final int SHOWN_BYTES = 4;

  private static final Map<String, String> KNOWN =
      Map.of(
          "\u001f\u008b", "a gzip file within a gzip file",
          "PK\u0003\u0004", "a ZIP archive",
          "\u0093NUMPY", "a NumPy array (.npy)",
          "\u00fd7zXZ", "an xz archive",
          "BZh", "a bzip2 archive",
          "\u0089HDF", "an HDF5 file",
          "\u0089PNG", "a PNG image",
          "\u00ff\u00d8\u00ff", "a JPEG image",
          "version https://git-lfs", "a Git LFS pointer instead of the file");

  private FileSignature() {}

  /**
   * What the bytes look like, with its article: {@code a web page}, {@code a ZIP archive}, {@code
   * an empty file}, else text or the first bytes in hexadecimal.
   */
  public static String of(byte[] start) {
    if (start.length == 0) {
      return "an empty file";
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> known : KNOWN.entrySet()) {
      if (text.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    String word = text.stripLeading().toLowerCase(Locale.ROOT);
    if (word.startsWith("<!doctype") || word.startsWith("<html")) {
      return "a web page";
    }
    if (text.chars().allMatch(c -> (c >= ' ' && c < 0x7f) || c == '\t' || c == '\n' || c == '\r')) {
      return "text";
    }
    StringBuilder bytes = new StringBuilder("something that begins with the bytes");
    for (int i = 0; i < Math.min(SHOWN_BYTES, start.length); i++) {
      bytes.append(" %02x".formatted(start[i]));
    }
    return bytes.toString();
  }
}
