package dev.carryover.data.text;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Examples;
import dev.carryover.data.Excerpt;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Pixels;
import dev.carryover.data.Sha256;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the text format of the paper's course: one image a line, its pixels reals in [0, 1]
 * separated by tabs, or by commas or blanks where the first line has no tab; in a second file one
 * label a line, an integer from 0 to 9, which may be written {@code 3.0}.
 *
 * <p>Pixels keep the order they stand in unless the layout says that they are transposed. The
 * course's own file holds each image column by column, so its digits show mirrored about the
 * diagonal; to a network of dense layers all orders are alike.
 */
public final class TextReader {
  /** The format is one of digits. */
  private static final int CLASSES = 10;

  private static final String PIXELS = "numbers from 0 to 1";
  private static final String LABEL = "a label from 0 to 9";

  private TextReader() {}

  /**
   * The images of one file with the labels of another, as a data set without test examples.
   *
   * @throws DataException if a file is missing, unreadable or empty, a line's number of pixels
   *     differs from the first line's, a pixel is no real in [0, 1], a label no integer from 0 to
   *     9, there are more images than labels or fewer, or the images' number of pixels is neither a
   *     square nor what the layout says
   */
  public static DataSet read(String name, ImageLayout layout, Path images, Path labels) {
    FileContent imageFile = TextLines.content(images);
    FileContent labelFile = TextLines.content(labels);
    return read(name, layout, imageFile, labelFile);
  }

  static DataSet read(
      String name, ImageLayout layout, FileContent imageFile, FileContent labelFile) {
    int[] labels = labels(TextLines.of(labelFile));
    Examples images = images(TextLines.of(imageFile), labels.length, labelFile.source());
    ImageSize size = layout.sizeOf(images.features(), imageFile.source());
    boolean transposed = layout.transposed().orElse(false);
    return new DataSet(
        name,
        transposed ? size.transposed() : size,
        new LabeledExamples(transposed ? Pixels.transposed(images, size) : images, labels, CLASSES),
        Optional.empty(),
        Sha256.of(imageFile.bytes(), labelFile.bytes()));
  }

  private static Examples images(TextLines text, int labels, String labelSource) {
    int count = text.lines().size();
    if (labels != count) {
      throw new DataException(
          "%s: expected %d labels, one for each image in %s, found %d"
              .formatted(labelSource, count, text.file().source(), labels));
    }
    Pattern separator = separator(text.lines().getFirst());
    int features = fields(text, 0, separator).length;
    float[] values = new float[Math.multiplyExact(count, features)];
    for (int i = 0; i < count; i++) {
      String[] fields = fields(text, i, separator);
      if (fields.length != features) {
        throw text.wrong(i, features + " pixels as in line 1", Integer.toString(fields.length));
      }
      for (int p = 0; p < features; p++) {
        values[i * features + p] = pixel(text, i, fields[p]);
      }
    }
    return new Examples(count, features, values);
  }

  private static Pattern separator(String line) {
    if (line.indexOf('\t') >= 0) {
      return Pattern.compile("\t");
    }
    return Pattern.compile(line.indexOf(',') >= 0 ? "," : " +");
  }

  private static String[] fields(TextLines text, int index, Pattern separator) {
    String line = text.lines().get(index);
    return separator.split(separator.pattern().equals(" +") ? line.strip() : line, -1);
  }

  private static float pixel(TextLines text, int index, String field) {
    float value = text.number(index, field, PIXELS);
    if (!(value >= 0 && value <= 1)) {
      boolean mayBeByte = value > 1 && value <= 255;
      throw text.wrong(
          index,
          PIXELS,
          Excerpt.of(field) + (mayBeByte ? "; pixels from 0 to 255 must be divided by 255" : ""));
    }
    return value + 0f; // −0 becomes 0
  }

  private static int[] labels(TextLines text) {
    int[] labels = new int[text.lines().size()];
    for (int i = 0; i < labels.length; i++) {
      String field = text.lines().get(i);
      float label = text.number(i, field, LABEL);
      if (!(label >= 0 && label < CLASSES && label == (int) label)) {
        throw text.wrong(i, LABEL, Excerpt.of(field));
      }
      labels[i] = (int) label;
    }
    return labels;
  }
}
