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
            + ": expected 80000 bytes after the header (5000 images of 4 by 4 pixels), found 984:"
            + " cut off");
  }

  @Test
  void labelsOutOfRange() throws IOException {
    Path labels = data.resolve(SmallDigits.TRAIN_LABELS);
    byte[] content = Files.readAllBytes(labels);
    content[8 + 4_999] = 10;
    Files.write(labels, content);
    refusedBeforeAnythingIsWritten(
        labels + ": expected labels from 0 to 9, found 10 at example 4999");
  }

  @Test
  void tooFewImagesOfADigit() throws IOException {
    byte[] labels = SmallDigits.labels(5_000);
    labels[8 + 3] = 4;
    Files.write(data.resolve(SmallDigits.TRAIN_LABELS), labels);
    refusedBeforeAnythingIsWritten(
        "data: expected at least 500 training examples of each digit, found 499 of digit 3");
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
