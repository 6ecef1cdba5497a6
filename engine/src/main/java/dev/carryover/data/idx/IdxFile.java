package dev.carryover.data.idx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The four files of MNIST and of the data sets made in its image. */
public enum IdxFile {
  /** The images to train on. */
  TRAIN_IMAGES("train-images", "idx3-ubyte"),
  /** Their labels. */
  TRAIN_LABELS("train-labels", "idx1-ubyte"),
  /** The images to test on. */
  TEST_IMAGES("t10k-images", "idx3-ubyte"),
  /** Their labels. */
  TEST_LABELS("t10k-labels", "idx1-ubyte");

  private final String stem;
  private final String type;

  IdxFile(String stem, String type) {
    this.stem = stem;
    this.type = type;
  }

  /** The original name, uncompressed, for example {@code train-images-idx3-ubyte}. */
  public String fileName() {
    return stem + "-" + type;
  }

  /**
   * This file in a folder: by its original name, or with a dot before {@code idx} as some archives
   * unpack it, or either of them with {@code .gz}; the first of these that is there.
   */
  public Optional<Path> in(Path folder) {
    String dotted = stem + "." + type;
    return List.of(fileName(), dotted, fileName() + ".gz", dotted + ".gz").stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
