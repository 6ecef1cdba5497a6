package dev.carryover.data.text;

import dev.carryover.data.DataException;
import dev.carryover.data.Examples;
import dev.carryover.data.FileContent;
import dev.carryover.data.LabeledExamples;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads the text format of the paper's course: one image a line, its pixels tab-separated reals in
 * [0, 1]; in a second file one label a line, an integer from 0 to 9.
 *
 * <p>Pixels keep the order they stand in. The course's own file holds each image column by column,
 * so its digits show mirrored about the diagonal; to a network of dense layers all orders are
 * alike.
 */
public final class TextReader {
  private static final int CLASSES = 10;

  private TextReader() {}

  /**
   * The images of one file with the labels of another.
   *
   * @throws DataException if a file is missing, unreadable or empty, a line's number of pixels
   *     differs from the first line's, a pixel is no real in [0, 1], a label no integer from 0 to
   *     9, or there are more images than labels or fewer
   */
  public static LabeledExamples read(Path images, Path labels) {
    return read(FileContent.read(images), FileContent.read(labels));
  }

  public static LabeledExamples read(FileContent imageFile, FileContent labelFile) {
    Examples images = images(imageFile);
    int[] labels = labels(labelFile);
    if (labels.length != images.count()) {
      throw new DataException(
          "%s: expected %d labels, one for each image in %s, found %d"
              .formatted(labelFile.source(), images.count(), imageFile.source(), labels.length));
    }
    return new LabeledExamples(images, labels, CLASSES);
  }

  private static Examples images(FileContent file) {
    List<String> lines = lines(file);
    int features = fields(lines.getFirst());
    float[] values = new float[Math.multiplyExact(lines.size(), features)];
    for (int i = 0; i < lines.size(); i++) {
      int found = fields(lines.get(i));
      if (found != features) {
        throw wrongLine(file, i, features + " pixels as in line 1", Integer.toString(found));
      }
      readLine(file, i, lines.get(i), values, i * features);
    }
    return new Examples(lines.size(), features, values);
  }

  private static int fields(String line) {
    return 1 + Math.toIntExact(line.chars().filter(c -> c == '\t').count());
  }

  private static void readLine(
      FileContent file, int index, String line, float[] values, int offset) {
    int start = 0;
    for (int i = offset; start <= line.length(); i++) {
      int tab = line.indexOf('\t', start);
      int end = tab < 0 ? line.length() : tab;
      values[i] = pixel(file, index, line.substring(start, end));
      start = end + 1;
    }
  }

  private static float pixel(FileContent file, int index, String field) {
    float value;
    try {
      value = Float.parseFloat(field);
    } catch (NumberFormatException e) {
      throw wrongLine(file, index, "tab-separated reals from 0 to 1", quoted(field));
    }
    if (!(value >= 0 && value <= 1)) {
      throw wrongLine(file, index, "pixels from 0 to 1", field.strip());
    }
    return value;
  }

  private static int[] labels(FileContent file) {
    List<String> lines = lines(file);
    int[] labels = new int[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(file, i, lines.get(i).strip());
    }
    return labels;
  }

  private static int label(FileContent file, int index, String field) {
    if (field.length() != 1 || field.charAt(0) < '0' || field.charAt(0) > '9') {
      throw wrongLine(file, index, "a label from 0 to 9", quoted(field));
    }
    return field.charAt(0) - '0';
  }

  private static List<String> lines(FileContent file) {
    List<String> lines = new String(file.bytes(), StandardCharsets.ISO_8859_1).lines().toList();
    if (lines.isEmpty()) {
      throw new DataException(file.source() + ": expected at least one line, found an empty file");
    }
    return lines;
  }

  private static String quoted(String field) {
    return field.isBlank() ? "nothing" : "'" + field.strip() + "'";
  }

  private static DataException wrongLine(
      FileContent file, int index, String expected, String found) {
    return new DataException(
        "%s, line %d: expected %s, found %s".formatted(file.source(), index + 1, expected, found));
  }
}
