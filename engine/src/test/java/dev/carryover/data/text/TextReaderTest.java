package dev.carryover.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.LabeledExamples;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextReaderTest {
  @TempDir Path folder;

  @Test
  void aLineIsAnImageAndALabelEach() throws IOException {
    LabeledExamples read = read("0\t0.25\t1\t0\n1.0e-01\t 0.5 \t0\t0\n", "7\n 0 \n");
    assertThat(read.images().row(0)).containsExactly(0, 0.25f, 1, 0);
    assertThat(read.images().row(1)).containsExactly(0.1f, 0.5f, 0, 0);
    assertThat(read.labels()).containsExactly(7, 0);
    assertThat(read.classes()).isEqualTo(10);
  }

  @Test
  void theLastLineNeedsNoEndAndWindowsLineEndsWillDo() throws IOException {
    LabeledExamples read = read("0\t1\t0\t0\r\n1\t0\t0\t0", "1\r\n2");
    assertThat(read.count()).isEqualTo(2);
    assertThat(read.images().row(1)).containsExactly(1, 0, 0, 0);
  }

  @Test
  void aPixelThatIsNoNumberIsRefusedByLine() {
    refused(
        "0\t0\n0\tink\n", "1\n2\n", "images, line 2: expected numbers from 0 to 1, found 'ink'");
    refused("0\t0\n0\t\n", "1\n2\n", "images, line 2: expected numbers from 0 to 1, found nothing");
  }

  @Test
  void commasOrBlanksWillDoWhereThereAreNoTabs() throws IOException {
    assertThat(read("0,0.5, 1,0\n", "1\n").images().row(0)).containsExactly(0, 0.5f, 1, 0);
    assertThat(read(" 0  0.5 1 0 \n", "1\n").images().row(0)).containsExactly(0, 0.5f, 1, 0);
    refused("0,5\t0,2\n", "1\n", "images, line 1: expected numbers from 0 to 1, found '0,5'");
    refused("0,0\n0\t0\n", "1\n2\n", "images, line 2: expected 2 pixels as in line 1, found 1");
  }

  @Test
  void aPixelOutOfRangeIsRefusedByLine() {
    refused("0\t0\n0\t-1\n", "1\n2\n", "images, line 2: expected numbers from 0 to 1, found '-1'");
    refused("NaN\t0\n", "1\n", "images, line 1: expected numbers from 0 to 1, found 'NaN'");
    refused("0x1p-2\t0\n", "1\n", "images, line 1: expected numbers from 0 to 1, found '0x1p-2'");
    refused("1e999\t0\n", "1\n", "images, line 1: expected numbers from 0 to 1, found '1e999'");
    refused(
        "0\t255\n",
        "1\n",
        "images, line 1: expected numbers from 0 to 1, found '255'; pixels from 0 to 255 must be"
            + " divided by 255");
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    assertThat(read("\ufeff1\n0\n", "\ufeff3\n4\n").labels()).containsExactly(3, 4);
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      byte[] images = "\ufeff0.5\r\n1\r\n".getBytes(charset);
      Files.write(folder.resolve("images"), images);
      Files.writeString(folder.resolve("labels"), "3\n4\n");
      assertThat(readBoth().images().row(0)).containsExactly(0.5f);
    }
  }

  @Test
  void blankLinesAtTheEndArePassedOver() throws IOException {
    assertThat(read("1\n0\n\n", "3\n4\n \r\n\n").labels()).containsExactly(3, 4);
    refused("1\n\n0\n", "3\n4\n5\n", "images, line 2: expected numbers from 0 to 1, found nothing");
  }

  @Test
  void aLabelMayBeWrittenAsAReal() throws IOException {
    assertThat(read("1\n0\n1\n", "3.0\n4.000000000000000000e+00\n 9. \n").labels())
        .containsExactly(3, 4, 9);
  }

  @Test
  void aFieldIsShownByItsBeginningWithoutWhatMovesATerminalsCursor() {
    refused("1".repeat(5_000_000) + "x\n", "1\n", "found '" + "1".repeat(60) + "...'");
    refused("0 \u001b[2J\n", "1\n", "found '\\u001b[2J'");
    refused("<!DOCTYPE html>\n", "1\n", "images, line 1: expected numbers from 0 to 1, found ");
  }

  @Test
  void imagesThatAreNotSquareNeedAShape() throws IOException {
    refused("0\t1\n", "1\n", "images: expected a shape for its images of 2 pixels");
    ImageLayout tall = new ImageLayout(Optional.of(new ImageSize(2, 1)), Optional.empty());
    DataSet data =
        TextReader.read("tall", tall, folder.resolve("images"), folder.resolve("labels"));
    assertThat(data.imageSize()).isEqualTo(new ImageSize(2, 1));
  }

  @Test
  void imagesThatLieColumnByColumnAreTurned() throws IOException {
    read("0\t0.25\t0.5\t0.75\n", "1\n");
    ImageLayout columns = new ImageLayout(Optional.empty(), Optional.of(true));
    DataSet data =
        TextReader.read("cols", columns, folder.resolve("images"), folder.resolve("labels"));
    assertThat(data.train().images().row(0)).containsExactly(0, 0.5f, 0.25f, 0.75f);
  }

  @Test
  void whatNoTextShrinksToIsRefused() throws IOException {
    Path images = folder.resolve("images");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(images))) {
      byte[] zeros = "0\t".repeat(1 << 19).getBytes(StandardCharsets.US_ASCII);
      for (int i = 0; i < 100; i++) {
        out.write(zeros);
      }
    }
    Files.writeString(folder.resolve("labels"), "1\n");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(this::readBoth)
        .withMessage(
            images + ": expected text, found a file that unpacks to more than 100 times its size");
  }

  @Test
  void aLineOfAnotherLengthIsRefused() {
    refused("0\t0\n0\t0\t0\n", "1\n2\n", "images, line 2: expected 2 pixels as in line 1, found 3");
  }

  @Test
  void aLabelThatIsNoDigitIsRefusedByLine() {
    refused("0\n0\n", "1\n10\n", "labels, line 2: expected a label from 0 to 9, found '10'");
    refused("0\n0\n", "1\n-1\n", "labels, line 2: expected a label from 0 to 9, found '-1'");
    refused("0\n0\n", "\n1\n", "labels, line 1: expected a label from 0 to 9, found nothing");
    refused("0\n", "1.5\n", "labels, line 1: expected a label from 0 to 9, found '1.5'");
    refused("0\n", "1e9\n", "labels, line 1: expected a label from 0 to 9, found '1e9'");
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
    Files.writeString(folder.resolve("images"), images);
    Files.writeString(folder.resolve("labels"), labels);
    return readBoth();
  }

  private LabeledExamples readBoth() {
    return TextReader.read(
            "text", ImageLayout.UNSAID, folder.resolve("images"), folder.resolve("labels"))
        .train();
  }
}
