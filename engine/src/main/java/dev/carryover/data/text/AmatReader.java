package dev.carryover.data.text;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.Excerpt;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.IoReason;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Pixels;
import dev.carryover.data.RegularFile;
import dev.carryover.data.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the format of the deep-learning benchmark of Larochelle et al. 2007 ({@code mnist-basic}
 * and its kin): one example a line, its pixels, reals in [0, 1], and behind them its label, all
 * separated by blanks. Such a file can be a gigabyte long and is read as it comes.
 */
public final class AmatReader {
  private static final int MOST_CLASSES = 100;

  /** No number is written with more characters. */
  private static final int LONGEST_NUMBER = 40;

  private final Path file;
  private final MessageDigest digest = Sha256.algorithm();
  private final byte[] number = new byte[LONGEST_NUMBER];
  private int digits;

  /** The pixels so far, and of the line that is being read its label, too. */
  private float[] values = new float[1 << 10];

  private int used;
  private int[] labels = new int[1 << 8];
  private int count;
  private int line = 1;
  private int features = -1;

  private AmatReader(Path file) {
    this.file = file;
  }

  /**
   * The data set of two files.
   *
   * @return as many classes as the greatest label of the training examples and one; its SHA-256 is
   *     of the two files' own
   * @throws DataException if a file is missing, unreadable or empty, a line has another number of
   *     values than the first, a pixel is no real in [0, 1], a label no integer from 0 to 99, or
   *     one of the test file's none that the training file has
   */
  public static DataSet read(String name, ImageLayout layout, Path train, Path test) {
    AmatReader first = new AmatReader(train).read();
    AmatReader second = new AmatReader(test).read();
    if (second.features != first.features) {
      throw new DataException(
          "%s: expected %d pixels as in %s, found %d"
              .formatted(test, first.features, train, second.features));
    }
    int classes = Arrays.stream(first.labels, 0, first.count).max().orElseThrow() + 1;
    ImageSize size = layout.sizeOf(first.features, train.toString());
    boolean transposed = layout.transposed().orElse(false);
    return new DataSet(
        name,
        transposed ? size.transposed() : size,
        first.examples(size, transposed, classes),
        Optional.of(second.examples(size, transposed, classes)),
        Sha256.of(first.digest.digest(), second.digest.digest()));
  }

  private LabeledExamples examples(ImageSize size, boolean transposed, int classes) {
    int[] own = Arrays.copyOf(labels, count);
    int greatest = Arrays.stream(own).max().orElseThrow();
    if (greatest >= classes) {
      throw new DataException(
          "%s: expected labels that the training examples have, from 0 to %d, found %d"
              .formatted(file, classes - 1, greatest));
    }
    Examples images = new Examples(count, features, Arrays.copyOf(values, used));
    return new LabeledExamples(transposed ? Pixels.transposed(images, size) : images, own, classes);
  }

  private AmatReader read() {
    RegularFile.size(file, "a file of examples");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        for (int i = 0; i < n; i++) {
          take(buffer[i]);
        }
      }
    } catch (IOException e) {
      throw new DataException(
          "%s: expected a readable file, found %s".formatted(file, IoReason.of(e)), e);
    }
    endLine();
    if (count == 0) {
      throw new DataException(file + ": expected at least one example, found an empty file");
    }
    return this;
  }

  private void take(byte c) {
    switch (c) {
      case ' ', '\t', '\r' -> endNumber();
      case '\n' -> {
        endLine();
        line++;
      }
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '-', '+', 'e', 'E' -> {
        if (digits == LONGEST_NUMBER) {
          throw wrong("numbers", Excerpt.of(text()) + "…");
        }
        number[digits++] = c;
      }
      default -> throw wrong("numbers", Excerpt.of(text() + (char) Byte.toUnsignedInt(c)));
    }
  }

  private String text() {
    return new String(number, 0, digits, StandardCharsets.ISO_8859_1);
  }

  private void endNumber() {
    if (digits == 0) {
      return;
    }
    if (used == values.length) {
      values = Arrays.copyOf(values, Math.addExact(used, used >> 1));
    }
    try {
      values[used++] = Float.parseFloat(text()) + 0f; // −0 becomes 0
    } catch (NumberFormatException e) {
      throw wrong("numbers", Excerpt.of(text()));
    }
    digits = 0;
  }

  /** Takes the last of a line's numbers for its label; blank lines are passed over. */
  private void endLine() {
    endNumber();
    int first = count * Math.max(features, 0);
    int found = used - first - 1;
    if (found < 0) {
      return;
    }
    if (features < 0 && found > 0) {
      features = found;
    }
    if (found != features) {
      throw wrong(
          features < 0 ? "pixels and a label" : features + " pixels and a label as before",
          found + 1 + (found == 0 ? " number" : " numbers"));
    }
    for (int i = first; i < used - 1; i++) {
      if (!(values[i] >= 0 && values[i] <= 1)) {
        throw wrong("pixels from 0 to 1", Float.toString(values[i]));
      }
    }
    addLabel(values[--used]);
  }

  private void addLabel(float label) {
    if (!(label >= 0 && label < MOST_CLASSES && label == (int) label)) {
      throw wrong(
          "an integer from 0 to %d behind the pixels, the label".formatted(MOST_CLASSES - 1),
          Float.toString(label));
    }
    if (count == labels.length) {
      labels = Arrays.copyOf(labels, 2 * count);
    }
    labels[count++] = (int) label;
  }

  private DataException wrong(String expected, String found) {
    return new DataException(
        "%s, line %d: expected %s, found %s".formatted(file, line, expected, found));
  }
}
