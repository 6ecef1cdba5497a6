package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Sha256;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads IDX files, the format of MNIST and its relatives (LeCun, Cortes and Burges): two zero
 * bytes, the numbers' type, the number of dimensions, one big-endian 32-bit size per dimension, and
 * the numbers themselves. Plain or gzip is told by the content.
 *
 * <p>Images are unsigned bytes or fractions from 0 to 1, n by rows by columns or n by pixels.
 * Labels are integers, n or n by columns; they count from 0 or from 1, and there are as many
 * classes as there are labels from the first to the last.
 */
public final class IdxReader {
  private IdxReader() {}

  /**
   * Reads the content of an IDX file: never more than its header says, and one byte.
   *
   * @throws DataException if the file is missing, no regular file or unreadable
   */
  public static FileContent content(Path file) {
    return FileContent.read(file, IdxHeader::bound);
  }

  /**
   * Reads the content of an IDX file's bytes, which may be gzip, within the same bound.
   *
   * @param source where they come from, for messages
   * @throws DataException if they are gzip, but cut off or broken
   */
  public static FileContent content(String source, byte[] raw) {
    return FileContent.unpacked(source, raw, IdxHeader::bound);
  }

  /**
   * The images of one file with the labels of another.
   *
   * @return images {@code [n][rows·columns]} from 0 to 1
   * @throws DataException if a file is missing, unreadable, cut off, too long or not of its format,
   *     its labels have gaps, or there are more images than labels or fewer
   */
  public static LabeledExamples read(Path images, Path labels) {
    FileContent imageFile = content(images);
    IdxLabels read = IdxLabels.of(content(labels));
    return read.on(
        IdxImages.of(imageFile, ImageLayout.UNSAID).values(), imageFile.source(), read.classes());
  }

  /**
   * The data set of four files.
   *
   * @param content of each of them
   * @throws DataException if one is not what its format demands, or the test images differ in size
   *     from the training images
   */
  public static DataSet dataSet(
      String name, ImageLayout layout, Function<IdxFile, FileContent> content) {
    FileContent trainImages = content.apply(IdxFile.TRAIN_IMAGES);
    FileContent trainLabels = content.apply(IdxFile.TRAIN_LABELS);
    FileContent testImages = content.apply(IdxFile.TEST_IMAGES);
    FileContent testLabels = content.apply(IdxFile.TEST_LABELS);
    IdxImages train = IdxImages.of(trainImages, layout);
    IdxImages test = IdxImages.of(testImages, layout);
    if (!test.size().equals(train.size())) {
      throw new DataException(
          "%s: expected images of %s pixels as in %s, found %s"
              .formatted(testImages.source(), train.size(), trainImages.source(), test.size()));
    }
    IdxLabels labels = IdxLabels.of(trainLabels);
    IdxLabels.Classes classes = labels.classes();
    return new DataSet(
        name,
        train.size(),
        labels.on(train.values(), trainImages.source(), classes),
        Optional.of(IdxLabels.of(testLabels).on(test.values(), testImages.source(), classes)),
        Sha256.of(
            trainImages.bytes(), trainLabels.bytes(), testImages.bytes(), testLabels.bytes()));
  }
}
