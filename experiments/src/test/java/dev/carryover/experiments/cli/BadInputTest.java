package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad files are answered with exit status 2 and one line that names the file. */
class BadInputTest {
  @TempDir Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void write() throws IOException {
    data = SmallDigits.write(folder.resolve("data"));
  }

  private Outcome reproduce(Path out) {
    return Outcome.of(
        "reproduce",
        "--data",
        data.toString(),
        "--backend",
        "ejml",
        "--epochs",
        "1",
        "--out",
        out.toString());
  }

  private static void refused(Outcome outcome, String message) {
    assertThat(outcome.err()).startsWith(message).endsWith(System.lineSeparator()).hasLineCount(1);
    assertThat(outcome.status()).isEqualTo(2);
  }

  private void refusedBeforeAnythingIsWritten(String message) {
    Path out = folder.resolve("out");
    refused(reproduce(out), message);
    assertThat(out).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThere() {
    data = folder.resolve("none");
    refusedBeforeAnythingIsWritten(data + ": expected a folder, found nothing");
  }

  @Test
  void aFolderWithoutData() throws IOException {
    data = Files.createDirectories(folder.resolve("empty"));
    refusedBeforeAnythingIsWritten(data + ": expected train-images-idx3-ubyte");
  }

  @Test
  void imagesCutOff() throws IOException {
    Path images = data.resolve(SmallDigits.TRAIN_IMAGES);
    Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 1_000));
    refusedBeforeAnythingIsWritten(
        images
            + ": expected 80000 bytes after the header (5000 by 4 by 4 unsigned bytes), found 984:"
            + " cut off");
  }

  @Test
  void aLabelFarFromTheOthers() throws IOException {
    Path labels = data.resolve(SmallDigits.TRAIN_LABELS);
    byte[] content = Files.readAllBytes(labels);
    content[8 + 4_999] = 11;
    Files.write(labels, content);
    refusedBeforeAnythingIsWritten(
        labels
            + ": expected labels that count up from 0 or 1, found 11 at example 4999, but no 10");
  }

  @Test
  void tooFewImagesOfADigit() throws IOException {
    byte[] labels = SmallDigits.labels(5_000);
    labels[8 + 3] = 4;
    Files.write(data.resolve(SmallDigits.TRAIN_LABELS), labels);
    refusedBeforeAnythingIsWritten(
        "data: expected at least 500 training examples of each of its 10 classes, found 499 of class"
            + " 3");
  }

  @Test
  void anImageSizeThatIsNone() throws IOException {
    Outcome outcome = Outcome.of("reproduce", "--data", data.toString(), "--image-size", "28");
    refused(outcome, "--image-size: expected HEIGHTxWIDTH, for example 28x28, found '28'");
  }

  @Test
  void anImageSizeThatTheImagesHaveNot() throws IOException {
    Outcome outcome = Outcome.of("reproduce", "--data", data.toString(), "--image-size", "3x5");
    refused(
        outcome,
        data.resolve(SmallDigits.TRAIN_IMAGES)
            + ": expected images of 3 by 5 pixels as --image-size says, found 16 pixels");
  }

  @Test
  void aLayoutForImagesWhoseLayoutIsKnown() throws IOException {
    Outcome outcome = Outcome.of("reproduce", "--data", "synthetic", "--no-transposed");
    refused(
        outcome,
        "--image-size and --transposed: expected with a folder of one's own, found with data"
            + " synthetic");
  }

  @Test
  void aRunFolderWithSomethingInIt() throws IOException {
    Path precious = Files.writeString(folder.resolve("run.json"), "precious");
    refused(
        reproduce(folder), "--out: expected a new or empty folder, found something in " + folder);
    assertThat(precious).hasContent("precious");
    assertThat(folder.resolve("history.csv")).doesNotExist();
    assertThat(folder.resolve("weights")).doesNotExist();
  }

  @Test
  void aRunFolderWhereThereIsAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    refused(
        reproduce(file.resolve("run")),
        "--out: expected a place where a folder can be made, found %s: %s is no folder"
            .formatted(file.resolve("run"), file));
    assertThat(file).hasContent("precious");
  }
}
