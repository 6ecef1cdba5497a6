package dev.carryover.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
  @TempDir Path folder;

  @Test
  void aLineIsAnImageAndALabelEach() throws IOException {
    LabeledExamples read = read("0\t0.25\t1\n1.0e-01\t 0.5 \t0\n", "7\n 0 \n");
    assertThat(read.images().row(0)).containsExactly(0, 0.25f, 1);
    assertThat(read.images().row(1)).containsExactly(0.1f, 0.5f, 0);
    assertThat(read.labels()).containsExactly(7, 0);
    assertThat(read.classes()).isEqualTo(10);
  }

  @Test
  void theLastLineNeedsNoEndAndWindowsLineEndsWillDo() throws IOException {
    LabeledExamples read = read("0\t1\r\n1\t0", "1\r\n2");
    assertThat(read.count()).isEqualTo(2);
    assertThat(read.images().row(1)).containsExactly(1, 0);
  }

  @Test
  void aPixelThatIsNoNumberIsRefusedByLine() {
    refused(
        "0\t0\n0\tink\n",
        "1\n2\n",
        "images, line 2: expected tab-separated reals from 0 to 1, found 'ink'");
    refused(
        "0\t0\n0\t\n",
        "1\n2\n",
        "images, line 2: expected tab-separated reals from 0 to 1, found nothing");
  }

  @Test
  void pixelsSeparatedBySpacesAreRefused() {
    refused(
        "0 0 1\n",
        "1\n",
        "images, line 1: expected tab-separated reals from 0 to 1, found '0 0 1'");
  }

  @Test
  void aPixelOutOfRangeIsRefusedByLine() {
    refused("0\t0\n0\t1.01\n", "1\n2\n", "images, line 2: expected pixels from 0 to 1, found 1.01");
    refused("-1\t0\n", "1\n", "images, line 1: expected pixels from 0 to 1, found -1");
    refused("NaN\t0\n", "1\n", "images, line 1: expected pixels from 0 to 1, found NaN");
  }

  @Test
  void aLineOfAnotherLengthIsRefused() {
    refused("0\t0\n0\t0\t0\n", "1\n2\n", "images, line 2: expected 2 pixels as in line 1, found 3");
    refused("0\t0\n\n", "1\n2\n", "images, line 2: expected 2 pixels as in line 1, found 1");
  }

  @Test
  void aLabelThatIsNoDigitIsRefusedByLine() {
    refused("0\n0\n", "1\n10\n", "labels, line 2: expected a label from 0 to 9, found '10'");
    refused("0\n0\n", "1\n-1\n", "labels, line 2: expected a label from 0 to 9, found '-1'");
    refused("0\n0\n", "\n1\n", "labels, line 1: expected a label from 0 to 9, found nothing");
    refused("0\n", "1.0\n", "labels, line 1: expected a label from 0 to 9, found '1.0'");
  }

  @Test
  void imagesAndLabelsThatDifferInNumberAreRefused() {
    refused("0\n0\n0\n", "1\n2\n", "labels: expected 3 labels, one for each image in ");
  }

  @Test
  void anEmptyFileIsRefused() {
    refused("", "1\n", "images: expected at least one line, found an empty file");
    refused("0\n", "", "labels: expected at least one line, found an empty file");
  }

  private void refused(String images, String labels, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(images, labels))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }

  private LabeledExamples read(String images, String labels) throws IOException {
    return TextReader.read(
        Files.writeString(folder.resolve("images"), images),
        Files.writeString(folder.resolve("labels"), labels));
  }
}
