package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.Sha256;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.TinyIdx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    DataSet data = load(TinyIdx.write(parent.resolve("fashion")));
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
    assertThat(load(folder).sha256()).isEqualTo(TINY_SHA256);
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
    refused(folder, "expected images of 2 by 3 pixels as in ");
    images[15] = 2;
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte"), Arrays.copyOf(images, 16 + TinyIdx.TEST * 2));
    refused(folder, "found 1 by 2");
  }

  @Test
  void thePapersTextFilesAreFoundAsAPair() throws IOException {
    Path folder = textFolder();
    DataSet data = load(folder);
    assertThat(data.name()).isEqualTo("course");
    assertThat(data.train().images().features()).isEqualTo(4);
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
        "expected train-images-idx3-ubyte and its three companions, *Images*.txt and"
            + " *Labels*.txt, or *train*.amat and *test*.amat, found note0, note1, note2, note3, note4, note5, note6, note7, 2 more");
  }

  @Test
  void twoFilesOfTheDeepLearningBenchmarkAreASet() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("basic"));
    Files.writeString(folder.resolve("mnist_train.amat"), "0 0.5 1 0 1\n1 0 0 0 0\n");
    refused(folder, "expected one *train*.amat and one *test*.amat, found mnist_train.amat");
    Files.writeString(folder.resolve("mnist_test.amat"), "0.25 0 0 0 1\n");
    DataSet set = DataFolder.load(folder, ImageLayout.UNSAID).data();
    assertThat(set.name()).isEqualTo("basic");
    assertThat(set.train().count()).isEqualTo(2);
    assertThat(set.test().orElseThrow().label(0)).isEqualTo(1);
  }

  @Test
  void noFolderIsRefused() throws IOException {
    refused(parent.resolve("none"), "none: expected a folder, found nothing");
    refused(Files.writeString(parent.resolve("file"), ""), "file: expected a folder, found a file");
  }

  @Test
  void emnistsNamesAreFoundAndItsImagesTurned() throws IOException {
    Path folder = write("gzip", "emnist-letters-train", "emnist-letters-test");
    DataFolder.Loaded loaded = DataFolder.load(folder, ImageLayout.UNSAID);
    assertThat(loaded.data().name()).isEqualTo("emnist-letters");
    assertThat(loaded.data().imageSize()).isEqualTo(new ImageSize(3, 2));
    assertThat(loaded.data().train().images().row(0))
        .containsExactly(0, 3 / 255f, 1 / 255f, 4 / 255f, 2 / 255f, 5 / 255f);
    assertThat(loaded.remark()).contains("images transposed, because EMNIST's lie on their side");
    DataFolder.Loaded asTheyLie =
        DataFolder.load(folder, new ImageLayout(Optional.empty(), Optional.of(false)));
    assertThat(asTheyLie.data().imageSize()).isEqualTo(new ImageSize(2, 3));
    assertThat(asTheyLie.remark()).isEmpty();
    assertThat(asTheyLie.data().sha256()).isEqualTo(TINY_SHA256).isEqualTo(loaded.data().sha256());
  }

  @Test
  void ofSeveralSetsInAFolderOneIsNamed() throws IOException {
    Path folder = write("gzip", "emnist-letters-train", "emnist-letters-test");
    write("gzip", "emnist-digits-train", "emnist-digits-test");
    Files.write(folder.resolve("emnist-mnist-train-images-idx3-ubyte"), new byte[1]);
    refused(
        folder,
        "expected one data set, found several: name one, for example "
            + folder.resolve("emnist-digits"));
    assertThat(load(folder.resolve("emnist-letters")).name()).isEqualTo("emnist-letters");
    refused(folder.resolve("emnist-kanji"), "expected a folder, found nothing");
  }

  @Test
  void qmnistsNamesAreFound() throws IOException {
    Path folder = write("qmnist", "qmnist-train", "qmnist-test");
    Files.delete(folder.resolve("qmnist-train-labels-idx1-ubyte.gz"));
    Files.write(folder.resolve("qmnist-train-labels-idx2-int"), TinyIdx.columns(TinyIdx.TRAIN, 8));
    DataSet data = load(folder);
    assertThat(data.name()).isEqualTo("qmnist");
    assertThat(data.train().labels()).startsWith(0, 1, 2, 3).hasSize(TinyIdx.TRAIN);
  }

  @Test
  void torchvisionsFoldersAreFoundFromEveryLevel() throws IOException {
    TinyIdx.write(parent.resolve("root/FashionMNIST/raw"));
    for (String level : List.of("root", "root/FashionMNIST", "root/FashionMNIST/raw")) {
      assertThat(load(parent.resolve(level)).name()).isEqualTo("FashionMNIST");
    }
    TinyIdx.write(parent.resolve("root/MNIST/raw"));
    refused(
        parent.resolve("root"),
        "expected one data set, found several: name one, for example "
            + parent.resolve("root/FashionMNIST"));
  }

  @Test
  void foldersThatAreNamedAsFilesAreAreNotInTheWay() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("kaggle"));
    Files.createDirectories(folder.resolve("train-images-idx3-ubyte"));
    assertThat(load(folder).sha256()).isEqualTo(TINY_SHA256);
  }

  @Test
  void theCompanionFilesOfMacOsAreIgnored() throws IOException {
    Path idx = write("mac", "qmnist-train", "qmnist-test");
    write("mac", "._qmnist-train", "._qmnist-test");
    assertThat(load(idx).name()).isEqualTo("qmnist");
    Path text = textFolder();
    Files.write(text.resolve("._MNISTnumImages5000_balanced.txt"), new byte[] {0, 5, 22, 7});
    assertThat(load(text).train().count()).isEqualTo(2);
  }

  @Test
  void aFlatFileNeedsItsShapeUnlessItIsSquare() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("flat"));
    Files.write(folder.resolve("train-images-idx3-ubyte"), TinyIdx.flat(TinyIdx.TRAIN));
    refused(
        folder,
        "train-images-idx3-ubyte: expected a shape for its images of 6 pixels, which are no square:"
            + " say it with --image-size HEIGHTxWIDTH");
    DataSet data = DataFolder.load(folder, sized(2, 3)).data();
    assertThat(data.imageSize()).isEqualTo(new ImageSize(2, 3));
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> DataFolder.load(folder, sized(2, 2)))
        .withMessageContaining("expected images of 2 by 2 pixels as --image-size says, found 6");
  }

  @Test
  @Timeout(value = 10, threadMode = ThreadMode.SEPARATE_THREAD)
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeIsRefusedAtOnce() throws Exception {
    Path folder = TinyIdx.write(parent.resolve("pipes"));
    Path pipe = folder.resolve("train-images-idx3-ubyte");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(folder, "train-images-idx3-ubyte: expected a regular file, found a pipe or a device");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aDeviceBehindALinkIsRefusedToo() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("devices"));
    Path link = folder.resolve("train-images-idx3-ubyte");
    Files.createSymbolicLink(link, Path.of("/dev/zero"));
    refused(folder, "train-images-idx3-ubyte: expected a regular file, found a pipe or a device");
    Files.delete(link);
    Files.createSymbolicLink(link, folder.resolve("none"));
    refused(folder, "train-images-idx3-ubyte: expected a file, found a link to nothing");
    Files.delete(link);
    Files.createSymbolicLink(link, folder.resolve("train-images-idx3-ubyte.gz"));
    assertThat(load(folder).sha256()).isEqualTo(TINY_SHA256);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void namesThatAreLongOrMoveTheCursorAreCutAndEscaped() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("names"));
    Files.writeString(folder.resolve("\u001b[31mred\nline"), "");
    Files.writeString(folder.resolve("x".repeat(200)), "");
    refused(folder, "found \\u001b[31mred\\u000aline, '" + "x".repeat(60) + "...'");
  }

  private static DataSet load(Path folder) {
    return DataFolder.load(folder, ImageLayout.UNSAID).data();
  }

  private static ImageLayout sized(int height, int width) {
    return new ImageLayout(Optional.of(new ImageSize(height, width)), Optional.empty());
  }

  /** TinyIdx under other names. */
  private Path write(String folder, String train, String test) throws IOException {
    Path written = Files.createDirectories(parent.resolve(folder));
    for (IdxFile file : IdxFile.values()) {
      String name = file.fileName().replace("train", train).replace("t10k", test);
      Files.write(written.resolve(name + ".gz"), TinyIdx.gzip(TinyIdx.content(file)));
    }
    return written;
  }

  private Path textFolder() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("course"));
    Files.writeString(
        folder.resolve("MNISTnumImages5000_balanced.txt"), "0\t1\t0\t0\n0.5\t0\t0\t0\n");
    Files.writeString(folder.resolve("MNISTnumLabels5000_balanced.txt"), "4\n2\n");
    return folder;
  }

  private static void refused(Path folder, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> load(folder))
        .withMessageStartingWith(folder.toString())
        .withMessageContaining(message);
  }
}
