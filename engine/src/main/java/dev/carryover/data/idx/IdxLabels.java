package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.Examples;
import dev.carryover.data.FileContent;
import dev.carryover.data.LabeledExamples;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The labels of one IDX file, as they stand there. */
final class IdxLabels {
  private final FileContent file;
  private final int[] labels;

  private IdxLabels(FileContent file, int[] labels) {
    this.file = file;
    this.labels = labels;
  }

  /**
   * The classes that labels stand for: as many as there are labels from the first to the last.
   *
   * @param first the label of class 0
   * @param count the number of classes
   */
  record Classes(int first, int count) {
    int last() {
      return first + count - 1;
    }
  }

  /**
   * Reads labels: integers of any type, of one dimension, or of two and then the first column, as
   * QMNIST has it.
   *
   * @throws DataException if the file holds something else, is cut off or too long, or a label is
   *     negative
   */
  static IdxLabels of(FileContent file) {
    IdxHeader header = IdxHeader.require(file, "labels");
    requireLabels(file, header);
    ByteBuffer numbers = header.numbers(file);
    int columns = header.valuesEach();
    int[] labels = new int[header.count()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) header.type().next(numbers);
      numbers.position(numbers.position() + (columns - 1) * header.type().bytes());
      if (labels[i] < 0) {
        throw new DataException(
            "%s: expected labels of at least 0, found %d at example %d"
                .formatted(file.source(), labels[i], i));
      }
    }
    return new IdxLabels(file, labels);
  }

  /** A second dimension of bytes is pixels, unless it is one column. */
  private static void requireLabels(FileContent file, IdxHeader header) {
    boolean columns =
        header.dimensions() == 2 && (header.sizes().get(1) == 1 || header.type() == IdxType.INT);
    if (header.dimensions() > 1 && !columns) {
      throw new DataException(file.source() + ": expected labels, found images");
    }
    if (!header.type().isWhole()) {
      throw new DataException(
          "%s: expected labels as integers, found %s".formatted(file.source(), header.type()));
    }
  }

  /**
   * The classes of training labels, which count from 0, or from 1 as EMNIST's letters do, without a
   * gap.
   *
   * @throws DataException if they count otherwise
   */
  Classes classes() {
    int last = Arrays.stream(labels).max().orElse(0);
    boolean[] seen = new boolean[labels.length + 2];
    for (int label : labels) {
      if (label < seen.length) {
        seen[label] = true;
      }
    }
    int first = seen[0] ? 0 : 1;
    for (int label = first; label < last; label++) {
      if (!seen[label]) {
        throw new DataException(
            "%s: expected labels that count up from 0 or 1, found %d at example %d, but no %d"
                .formatted(file.source(), last, indexOf(last), label));
      }
    }
    return new Classes(first, last - first + 1);
  }

  private int indexOf(int label) {
    int i = 0;
    while (labels[i] != label) {
      i++;
    }
    return i;
  }

  /**
   * Images with these labels, the first class's label as 0.
   *
   * @param source of the images, for the message
   * @throws DataException if there are more images than labels or fewer, or a label is of none of
   *     the classes
   */
  LabeledExamples on(Examples images, String source, Classes classes) {
    if (labels.length != images.count()) {
      throw new DataException(
          "%s: expected %d labels, one for each image in %s, found %d"
              .formatted(file.source(), images.count(), source, labels.length));
    }
    int[] numbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < classes.first() || labels[i] > classes.last()) {
        throw new DataException(
            "%s: expected labels from %d to %d, as the training labels are, found %d at example %d"
                .formatted(file.source(), classes.first(), classes.last(), labels[i], i));
      }
      numbered[i] = labels[i] - classes.first();
    }
    return new LabeledExamples(images, numbered, classes.count());
  }
}
