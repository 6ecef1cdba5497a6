package dev.carryover.data.idx;

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

  /** MNIST's name for it, uncompressed, for example {@code train-images-idx3-ubyte}. */
  public String fileName() {
    return stem + "-" + type;
  }

  /** The file of one part and one kind. */
  static IdxFile of(boolean train, boolean images) {
    if (train) {
      return images ? TRAIN_IMAGES : TRAIN_LABELS;
    }
    return images ? TEST_IMAGES : TEST_LABELS;
  }
}
