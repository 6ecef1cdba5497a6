package dev.carryover.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.LabeledExamples;
import java.io.IOException;
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
    refused(
        TinyIdx.labels(9),
        TinyIdx.labels(9),
        "images: expected IDX images (magic number 2051), found magic number 2049 (labels)");
  }

  @Test
  void imagesInsteadOfLabelsAreNamedSo() {
    refused(
        TinyIdx.images(3),
        TinyIdx.images(3),
        "labels: expected IDX labels (magic number 2049), found magic number 2051 (images)");
  }

  @Test
  void anotherMagicNumberIsRefused() {
    refused(
        "<!DOCTYPE html><html>".getBytes(StandardCharsets.US_ASCII),
        TinyIdx.labels(3),
        "images: expected IDX images (magic number 2051), found magic number 1008813135");
  }

  @Test
  void aFileShorterThanItsHeaderIsRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 15),
        TinyIdx.labels(3),
        "images: expected the 16 bytes of an IDX header, found 15 bytes in all");
    refused(
        TinyIdx.images(3),
        new byte[0],
        "labels: expected the 8 bytes of an IDX header, found 0 bytes in all");
  }

  @Test
  void aFileCutOffIsRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 33),
        TinyIdx.labels(3),
        "images: expected 18 bytes after the header (3 images of 2 by 3 pixels), found 17: cut off");
    refused(
        TinyIdx.images(3),
        Arrays.copyOf(TinyIdx.labels(3), 10),
        "labels: expected 3 bytes after the header (3 labels), found 2: cut off");
  }

  @Test
  void trailingBytesAreRefused() {
    refused(
        Arrays.copyOf(TinyIdx.images(3), 35),
        TinyIdx.labels(3),
        "images: expected 18 bytes after the header (3 images of 2 by 3 pixels), found 19: trailing"
            + " bytes");
    refused(
        TinyIdx.images(3),
        Arrays.copyOf(TinyIdx.labels(3), 12),
        "labels: expected 3 bytes after the header (3 labels), found 4: trailing bytes");
  }

  @Test
  void sizesOfNothingAreRefused() {
    refused(
        ByteBuffer.wrap(TinyIdx.images(3)).putInt(4, 0).array(),
        TinyIdx.labels(3),
        "images: expected a number of images of at least 1, found 0");
    refused(
        ByteBuffer.wrap(TinyIdx.images(3)).putInt(12, -3).array(),
        TinyIdx.labels(3),
        "images: expected a number of columns of at least 1, found -3");
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    byte[] images = TinyIdx.images(3);
    ByteBuffer.wrap(images).putInt(4, 1 << 30).putInt(8, 1 << 30).putInt(12, 1 << 30);
    refused(images, TinyIdx.labels(3), ": cut off");
    ByteBuffer.wrap(images).putInt(4, 1 << 16).putInt(8, 1 << 15).putInt(12, 1 << 2);
    refused(images, TinyIdx.labels(3), ": cut off");
  }

  @Test
  void aLabelAboveNineIsRefused() {
    byte[] labels = TinyIdx.labels(3);
    labels[9] = 10;
    refused(
        TinyIdx.images(3), labels, "labels: expected labels from 0 to 9, found 10 at example 1");
    labels[9] = (byte) 200;
    refused(TinyIdx.images(3), labels, "found 200 at example 1");
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
