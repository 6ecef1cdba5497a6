package dev.carryover.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {
  @TempDir Path folder;

  @Test
  void pixelsAreDividedBy255AndLabelsKept() throws IOException {
    LabeledExamples read = read(TinyIdx.images(50), TinyIdx.labels(50));
    assertThat(read.count()).isEqualTo(50);
    assertThat(read.classes()).isEqualTo(10);
    assertThat(read.images().features()).isEqualTo(6);
    assertThat(read.images().row(0))
        .containsExactly(0, 1 / 255f, 2 / 255f, 3 / 255f, 4 / 255f, 5 / 255f);
    assertThat(read.images().value(42, 3)).isEqualTo(1f); // byte 255, unsigned
    assertThat(read.label(49)).isEqualTo(9);
  }

  @Test
  void gzipIsToldByContentNotName() throws IOException {
    LabeledExamples read = read(TinyIdx.gzip(TinyIdx.images(3)), TinyIdx.gzip(TinyIdx.labels(3)));
    assertThat(read.labels()).containsExactly(0, 1, 2);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> IdxReader.read(folder.resolve("none"), folder.resolve("labels")))
        .withMessage(folder.resolve("none") + ": expected a file, found none");
  }

  @Test
  void labelsInsteadOfImagesAreNamedSo() {
    refused(TinyIdx.labels(9), TinyIdx.labels(9), "images: expected images, found labels");
  }

  @Test
  void imagesInsteadOfLabelsAreNamedSo() {
    refused(TinyIdx.images(3), TinyIdx.images(3), "labels: expected labels, found images");
  }

  @Test
  void whatIsNoIdxFileIsSaidInWords() {
    refusedAs("<!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII), "a web page");
    refusedAs("\n <HTML>".getBytes(StandardCharsets.US_ASCII), "a web page");
    refusedAs("404: Not Found".getBytes(StandardCharsets.US_ASCII), "text");
    refusedAs("PK\u0003\u0004".getBytes(StandardCharsets.US_ASCII), "a ZIP archive");
    refusedAs(TinyIdx.gzip(TinyIdx.gzip(TinyIdx.images(3))), "a gzip file within a gzip file");
    refusedAs(new byte[0], "an empty file");
    refusedAs(TinyIdx.gzip(new byte[0]), "an empty file");
    refusedAs(new byte[] {8, 9, -1, -128, 7}, "something that begins with the bytes 08 09 ff 80");
    refusedAs(
        new byte[] {0, 0, 8, 9, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 7},
        "bytes 00 00 08 09");
  }

  private void refusedAs(byte[] images, String found) {
    refused(images, TinyIdx.labels(3), "images: expected images in IDX format, found ");
    refused(images, TinyIdx.labels(3), found);
  }

  @Test
  void aFileShorterThanItsHeaderIsRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 15),
        TinyIdx.labels(3),
        "images: expected images in IDX format, found only 15 bytes: its header is cut off");
    refused(
        TinyIdx.images(3),
        new byte[0],
        "labels: expected labels in IDX format, found an empty file");
  }

  @Test
  void aFileCutOffIsRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 33),
        TinyIdx.labels(3),
        "images: expected 18 bytes after the header (3 by 2 by 3 unsigned bytes), found 17: cut off");
    refused(
        TinyIdx.images(3),
        Arrays.copyOf(TinyIdx.labels(3), 10),
        "labels: expected 3 bytes after the header (3 unsigned bytes), found 2: cut off");
  }

  @Test
  void trailingBytesAreRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 35),
        TinyIdx.labels(3),
        "images: expected 18 bytes after the header (3 by 2 by 3 unsigned bytes), found more:"
            + " trailing bytes");
    refused(
        TinyIdx.images(3),
        Arrays.copyOf(TinyIdx.labels(3), 12),
        "labels: expected 3 bytes after the header (3 unsigned bytes), found more: trailing bytes");
  }

  @Test
  void sizesOfNothingAreRefused() {
    refused(
        ByteBuffer.wrap(TinyIdx.images(3)).putInt(4, 0).array(),
        TinyIdx.labels(3),
        "images: expected sizes of at least 1 in its header, found 0 by 2 by 3");
    refused(
        ByteBuffer.wrap(TinyIdx.images(3)).putInt(12, -3).array(),
        TinyIdx.labels(3),
        "images: expected sizes of at least 1 in its header, found 3 by 2 by -3");
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    byte[] images = TinyIdx.images(3);
    ByteBuffer.wrap(images).putInt(4, 1 << 30).putInt(8, 1 << 30).putInt(12, 1 << 30);
    refused(
        images,
        TinyIdx.labels(3),
        "images: expected at most 2 GiB of numbers, found a header of 1073741824 by 1073741824 by"
            + " 1073741824 unsigned bytes");
    ByteBuffer.wrap(images).putInt(4, 1 << 16).putInt(8, 1 << 15).putInt(12, 1 << 2);
    refused(images, TinyIdx.labels(3), "expected at most 2 GiB of numbers");
    ByteBuffer.wrap(images).putInt(4, 1 << 10).putInt(8, 1 << 10).putInt(12, 1 << 10);
    refused(images, TinyIdx.labels(3), "found 18: cut off");
  }

  @Test
  void noMoreIsUnpackedThanTheHeaderSays() {
    byte[] bomb = Arrays.copyOf(TinyIdx.images(3), 1 << 28);
    byte[] packed = TinyIdx.gzip(bomb);
    long before = allocated();
    refused(packed, TinyIdx.labels(3), "(3 by 2 by 3 unsigned bytes), found more: trailing bytes");
    assertThat(allocated() - before).isLessThan(4 << 20);
  }

  private static long allocated() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
        .getCurrentThreadAllocatedBytes();
  }

  @Test
  void labelsDecideTheNumberOfClasses() throws IOException {
    assertThat(read(TinyIdx.images(3), TinyIdx.labels(3)).classes()).isEqualTo(3);
    LabeledExamples letters = read(TinyIdx.images(4), labels(3, 1, 2, 2));
    assertThat(letters.classes()).isEqualTo(3);
    assertThat(letters.labels()).containsExactly(2, 0, 1, 1);
    assertThat(read(TinyIdx.images(2), labels(0, 0)).classes()).isEqualTo(1);
  }

  @Test
  void aGapInTheLabelsIsRefused() {
    refused(
        TinyIdx.images(3),
        labels(0, 200, 1),
        "labels: expected labels that count up from 0 or 1, found 200 at example 1, but no 2");
    refused(TinyIdx.images(2), labels(3, 2), "found 3 at example 0, but no 1");
  }

  @Test
  void labelsMayBeWiderIntegersAndInTheFirstOfSeveralColumns() throws IOException {
    assertThat(read(TinyIdx.images(12), TinyIdx.columns(12, 8)).labels())
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
    byte[] ints = ByteBuffer.allocate(16).putInt(0x0c01).putInt(2).putInt(1).putInt(0).array();
    assertThat(read(TinyIdx.images(2), ints).labels()).containsExactly(1, 0);
    byte[] shorts = {0, 0, 0x0b, 1, 0, 0, 0, 2, 0, 1, 0, 0};
    assertThat(read(TinyIdx.images(2), shorts).labels()).containsExactly(1, 0);
    byte[] bytes = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 0};
    assertThat(read(TinyIdx.images(2), bytes).labels()).containsExactly(1, 0);
    ByteBuffer.wrap(ints).putInt(8, -7);
    refused(
        TinyIdx.images(2), ints, "labels: expected labels of at least 0, found -7 at example 0");
  }

  @Test
  void labelsThatAreFractionsAndImagesThatAreIntegersAreRefused() {
    byte[] floats = ByteBuffer.allocate(12).putInt(0x0d01).putInt(1).putFloat(1).array();
    refused(
        TinyIdx.images(1), floats, "labels: expected labels as integers, found float32 numbers");
    byte[] ints = fractions(0x0c, 1, 2, 3);
    refused(
        ints,
        TinyIdx.labels(1),
        "images: expected images of unsigned bytes, float32 numbers or float64 numbers, found 32-bit"
            + " integers");
  }

  @Test
  void imagesOfFractionsAreRead() throws IOException {
    for (int type : new int[] {0x0d, 0x0e}) {
      LabeledExamples read = read(fractions(type, 1, 2, 2, 0, 0.25, 0.5, 1), TinyIdx.labels(1));
      assertThat(read.images().row(0)).containsExactly(0, 0.25f, 0.5f, 1);
      for (double wrong : new double[] {-0.01, 1.01, Double.NaN, Double.POSITIVE_INFINITY}) {
        refused(
            fractions(type, 2, 1, 2, 0, 0.5, 1, wrong),
            TinyIdx.labels(2),
            "images: expected pixels from 0 to 1, found ");
      }
    }
    refused(
        fractions(0x0d, 2, 1, 2, 0, 0.5, 255, 1),
        TinyIdx.labels(2),
        "images: expected pixels from 0 to 1, found 255.0 in image 1");
  }

  private static byte[] fractions(int type, int count, int rows, int columns, double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(16 + (type == 0x0e ? 8 : 4) * count * rows * columns);
    bytes.putInt(type << 8 | 3).putInt(count).putInt(rows).putInt(columns);
    for (double value : values) {
      if (type == 0x0e) {
        bytes.putDouble(value);
      } else {
        bytes.putFloat((float) value);
      }
    }
    return bytes.array();
  }

  private static byte[] labels(int... labels) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length).putInt(0x0801).putInt(labels.length);
    for (int label : labels) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  @Test
  void imagesAndLabelsThatDifferInNumberAreRefused() {
    refused(
        TinyIdx.images(3),
        TinyIdx.labels(4),
        "labels: expected 3 labels, one for each image in "
            + folder.resolve("images")
            + ", found 4");
  }

  @Test
  void aGzipStreamCutOffIsRefused() {
    byte[] packed = TinyIdx.gzip(TinyIdx.images(30));
    refused(
        Arrays.copyOf(packed, packed.length - 10),
        TinyIdx.labels(30),
        "images: expected a whole gzip stream, found it cut off");
  }

  @Test
  void aBrokenGzipStreamIsRefused() {
    byte[] packed = TinyIdx.gzip(TinyIdx.images(30));
    packed[packed.length - 6] ^= 1; // within the checksum
    refused(packed, TinyIdx.labels(30), "images: expected a sound gzip stream, found: ");
  }

  private void refused(byte[] images, byte[] labels, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> read(images, labels))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message)
        .matches(e -> !String.valueOf(e.getMessage()).contains("\n"), "is one line");
  }

  private LabeledExamples read(byte[] images, byte[] labels) throws IOException {
    return IdxReader.read(
        Files.write(folder.resolve("images"), images),
        Files.write(folder.resolve("labels"), labels));
  }
}
