package dev.carryover.data.idx;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.FileContent;
import dev.carryover.data.LabeledExamples;
import dev.carryover.data.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** The contents of the four IDX files of one folder, not yet parsed. */
public record IdxFolder(
    Path folder,
    FileContent trainImages,
    FileContent trainLabels,
    FileContent testImages,
    FileContent testLabels) {

  /**
   * Reads all four files.
   *
   * @throws DataException if one is missing or cannot be read
   */
  public static IdxFolder open(Path folder) {
    return new IdxFolder(
        folder,
        read(folder, IdxFile.TRAIN_IMAGES),
        read(folder, IdxFile.TRAIN_LABELS),
        read(folder, IdxFile.TEST_IMAGES),
        read(folder, IdxFile.TEST_LABELS));
  }

  private static FileContent read(Path folder, IdxFile file) {
    return FileContent.read(
        file.in(folder)
            .orElseThrow(() ->
                new DataException(
                    "%s: expected %s or %2$s.gz, found neither"
                        .formatted(folder, file.fileName()))));
  }

  /** The content of one of the files. */
  public FileContent content(IdxFile file) {
    return switch (file) {
      case TRAIN_IMAGES -> trainImages;
      case TRAIN_LABELS -> trainLabels;
      case TEST_IMAGES -> testImages;
      case TEST_LABELS -> testLabels;
    };
  }

  /**
   * Parses all four files.
   *
   * @throws DataException if one is not what its format demands, or the test images differ in size
   *     from the training images
   */
  public DataSet toDataSet(String name) {
    LabeledExamples train = IdxReader.read(trainImages, trainLabels);
    LabeledExamples test = IdxReader.read(testImages, testLabels);
    if (test.images().features() != train.images().features()) {
      throw new DataException(
          "%s: expected images of %d pixels as in %s, found %d"
              .formatted(
                  testImages.source(),
                  train.images().features(),
                  trainImages.source(),
                  test.images().features()));
    }
    return new DataSet(
        name,
        train,
        Optional.of(test),
        Sha256.of(
            trainImages.bytes(), trainLabels.bytes(), testImages.bytes(), testLabels.bytes()));
  }
}
