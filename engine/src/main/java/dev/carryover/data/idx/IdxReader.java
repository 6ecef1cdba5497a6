package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.Examples;
import dev.carryover.data.FileContent;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Pixels;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Reads IDX files, the format of MNIST and its relatives (LeCun, Cortes and Burges): big-endian
 * 32-bit words – a magic number, then one size per dimension – and the unsigned bytes themselves.
 * Plain or gzip is told by the content.
 *
 * <p>Images: magic 2051, n, rows, columns, then n·rows·columns pixels row by row. Labels: magic
 * 2049, n, then n labels.
 */
public final class IdxReader {
  static final int IMAGES_MAGIC = 2051;
  static final int LABELS_MAGIC = 2049;

  /** Digits, kinds of clothing, kana: every data set in this format that we know has ten. */
  static final int CLASSES = 10;

  private IdxReader() {}

  /**
   * The images of one file with the labels of another.
   *
   * @return images {@code [n][rows·columns]}, pixels divided by 255; ten classes
   * @throws DataException if a file is missing, unreadable, cut off, too long or not of its format,
   *     a label is above 9, or there are more images than labels or fewer
   */
  public static LabeledExamples read(Path images, Path labels) {
    return read(FileContent.read(images), FileContent.read(labels));
  }

  static LabeledExamples read(FileContent imageFile, FileContent labelFile) {
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
    ByteBuffer in = header(file, IMAGES_MAGIC, "images", 4);
    int count = size(file, in, "images");
    int rows = size(file, in, "rows");
    int columns = size(file, in, "columns");
    requireRemaining(
        file,
        in,
        saturatingProduct(count, rows, columns),
        "%d images of %d by %d pixels".formatted(count, rows, columns));
    return Pixels.toExamples(count, rows * columns, in);
  }

  private static int[] labels(FileContent file) {
    ByteBuffer in = header(file, LABELS_MAGIC, "labels", 2);
    int count = size(file, in, "labels");
    requireRemaining(file, in, count, count + " labels");
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = Byte.toUnsignedInt(in.get());
      if (labels[i] >= CLASSES) {
        throw new DataException(
            "%s: expected labels from 0 to %d, found %d at example %d"
                .formatted(file.source(), CLASSES - 1, labels[i], i));
      }
    }
    return labels;
  }

  private static ByteBuffer header(FileContent file, int magic, String what, int words) {
    ByteBuffer in = ByteBuffer.wrap(file.bytes());
    int bytes = words * Integer.BYTES;
    if (in.remaining() < bytes) {
      throw new DataException(
          "%s: expected the %d bytes of an IDX header, found %d bytes in all"
              .formatted(file.source(), bytes, in.remaining()));
    }
    int found = in.getInt();
    if (found != magic) {
      throw new DataException(
          "%s: expected IDX %s (magic number %d), found magic number %d%s"
              .formatted(file.source(), what, magic, found, meaning(found)));
    }
    return in;
  }

  private static String meaning(int magic) {
    return switch (magic) {
      case IMAGES_MAGIC -> " (images)";
      case LABELS_MAGIC -> " (labels)";
      default -> "";
    };
  }

  private static int size(FileContent file, ByteBuffer in, String what) {
    int size = in.getInt();
    if (size < 1) {
      throw new DataException(
          "%s: expected a number of %s of at least 1, found %d"
              .formatted(file.source(), what, size));
    }
    return size;
  }

  private static void requireRemaining(FileContent file, ByteBuffer in, long bytes, String what) {
    if (in.remaining() != bytes) {
      throw new DataException(
          "%s: expected %d bytes after the header (%s), found %d: %s"
              .formatted(
                  file.source(),
                  bytes,
                  what,
                  in.remaining(),
                  in.remaining() < bytes ? "cut off" : "trailing bytes"));
    }
  }

  /** The product of sizes of at least 1, or more than any file's bytes if it does not fit. */
  private static long saturatingProduct(int a, int b, int c) {
    long ab = (long) a * b;
    return ab > Integer.MAX_VALUE ? Long.MAX_VALUE : ab * c;
  }
}
