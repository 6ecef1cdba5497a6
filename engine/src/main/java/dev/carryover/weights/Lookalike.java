package dev.carryover.weights;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people take for a safetensors file, told by its first bytes. */
enum Lookalike {
  ZIP("PK\u0003\u0004", "a zip archive, as torch.save and numpy.savez make it"),
  PICKLE("\u0080", "a Python pickle, as torch.save makes it"),
  GZIP("\u001f\u008b", "a gzip file"),
  HDF5("\u0089HDF", "an HDF5 file, as Keras makes it"),
  NUMPY("\u0093NUMPY", "a NumPy array"),
  GGUF("GGUF", "a GGUF file"),
  POINTER("version https://git-lfs", "a Git LFS pointer, to which the file was never fetched"),
  PAGE("<!doctype html", "a web page"),
  OTHER_PAGE("<html", "a web page");

  /** As many bytes as tell; one character stands for one. */
  static final int BYTES = 32;

  private final String start;
  private final String words;

  Lookalike(String start, String words) {
    this.start = start;
    this.words = words;
  }

  /** What a file with such first bytes looks like; empty if that is none of these. */
  static Optional<String> of(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> text.startsWith(kind.start) || lower.startsWith(kind.start))
        .map(kind -> kind.words)
        .findFirst();
  }
}
