package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.Sha256;
import dev.carryover.data.idx.TinyIdx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  /** {@code cat} of the four uncompressed files, hashed. */
  private static final String TINY_SHA256 =
      Sha256.of(
          TinyIdx.images(TinyIdx.TRAIN),
          TinyIdx.labels(TinyIdx.TRAIN),
          TinyIdx.images(TinyIdx.TEST),
          TinyIdx.labels(TinyIdx.TEST));

  @TempDir Path parent;

  @Test
  void fourIdxFilesAreADataSetNamedAfterTheirFolder() throws IOException {
    DataSet data = DataFolder.load(TinyIdx.write(parent.resolve("fashion")));
    assertThat(data.name()).isEqualTo("fashion");
    assertThat(data.train().count()).isEqualTo(TinyIdx.TRAIN);
    assertThat(data.test().orElseThrow().count()).isEqualTo(TinyIdx.TEST);
    assertThat(data.sha256()).isEqualTo(TINY_SHA256);
  }

  @Test
  void packedOrNotWithDashOrDotTheContentIsTheSame() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("mixed"));
    Files.write(folder.resolve("train-images.idx3-ubyte"), TinyIdx.images(TinyIdx.TRAIN));
    Files.write(folder.resolve("train-labels-idx1-ubyte"), TinyIdx.labels(TinyIdx.TRAIN));
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte.gz"), TinyIdx.gzip(TinyIdx.images(TinyIdx.TEST)));
    Files.write(folder.resolve("t10k-labels.idx1-ubyte.gz"), TinyIdx.labels(TinyIdx.TEST));
    assertThat(DataFolder.load(folder).sha256()).isEqualTo(TINY_SHA256);
  }

  @Test
  void anIncompleteSetIsRefused() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("most"));
    Files.delete(folder.resolve("t10k-images-idx3-ubyte.gz"));
    refused(folder, "expected t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz, found neither");
  }

  @Test
  void testImagesOfAnotherSizeAreRefused() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("sizes"));
    byte[] images = TinyIdx.images(TinyIdx.TEST);
    images[11] = 1;
    images[15] = 6;
    Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
    assertThat(DataFolder.load(folder).test()).isPresent(); // 1 by 6 are 6 pixels too
    images[15] = 2;
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte"), Arrays.copyOf(images, 16 + TinyIdx.TEST * 2));
    refused(folder, "expected images of 6 pixels as in ");
  }

  @Test
  void thePapersTextFilesAreFoundAsAPair() throws IOException {
    Path folder = textFolder();
    DataSet data = DataFolder.load(folder);
    assertThat(data.name()).isEqualTo("course");
    assertThat(data.train().images().features()).isEqualTo(2);
    assertThat(data.train().labels()).containsExactly(4, 2);
    assertThat(data.test()).isEmpty();
    assertThat(data.sha256())
        .isEqualTo(
            Sha256.of(
                Files.readAllBytes(folder.resolve("MNISTnumImages5000_balanced.txt")),
                Files.readAllBytes(folder.resolve("MNISTnumLabels5000_balanced.txt"))));
  }

  @Test
  void imagesWithoutTheirLabelsAreRefused() throws IOException {
    Path folder = textFolder();
    Files.delete(folder.resolve("MNISTnumLabels5000_balanced.txt"));
    refused(folder, "MNISTnumLabels5000_balanced.txt: expected a file, found none");
  }

  @Test
  void twoPairsOfTextFilesAreRefused() throws IOException {
    Path folder = textFolder();
    Files.writeString(folder.resolve("MNISTnumImages5000.txt"), "0\n");
    refused(
        folder,
        "expected one *Images*.txt, found MNISTnumImages5000.txt, MNISTnumImages5000_balanced.txt");
  }

  @Test
  void aFolderWithoutDataIsRefusedAndItsFirstEntriesNamed() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("other"));
    refused(folder, "found an empty folder");
    for (int i = 0; i < 10; i++) {
      Files.writeString(folder.resolve("note" + i), "");
    }
    refused(
        folder,
        "expected train-images-idx3-ubyte and its three companions, or *Images*.txt and"
            + " *Labels*.txt, found note0, note1, note2, note3, note4, note5, note6, note7, 2 more");
  }

  @Test
  void noFolderIsRefused() throws IOException {
    refused(parent.resolve("none"), "none: expected a folder, found nothing");
    refused(Files.writeString(parent.resolve("file"), ""), "file: expected a folder, found a file");
  }

  private Path textFolder() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("course"));
    Files.writeString(folder.resolve("MNISTnumImages5000_balanced.txt"), "0\t1\n0.5\t0\n");
    Files.writeString(folder.resolve("MNISTnumLabels5000_balanced.txt"), "4\n2\n");
    return folder;
  }

  private static void refused(Path folder, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFolder.load(folder))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }
}
