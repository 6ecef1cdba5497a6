package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.DataSet;
import dev.carryover.data.ImageSize;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.TinyIdx;
import dev.carryover.data.source.KnownDataSet.PublishedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each known set's way of coming, from a server of our own with files of its format. */
@Timeout(30)
class KnownDataSetsTest {
  private static final Downloader DOWNLOADER =
      new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(10));

  @TempDir Path folder;
  private final RecordingListener listener = new RecordingListener();

  @Test
  void theyAreKnownByTheirCustomaryNamesWithLicenceAndCitation() {
    assertThat(KnownDataSets.all())
        .extracting(KnownDataSet::name)
        .containsExactly(
            "mnist",
            "fashion-mnist",
            "kmnist",
            "qmnist",
            "emnist-letters",
            "emnist-balanced",
            "emnist-digits");
    assertThat(KnownDataSets.all())
        .allSatisfy(set -> {
          assertThat(set.terms().citation()).matches(".+ (19|20)\\d\\d, .+");
          assertThat(set.terms().licence()).isNotBlank();
        });
  }

  @Test
  void aSetWhosePackedFilesHaveChecksumsIsFetchedAndKnownByThem() throws IOException {
    Map<String, byte[]> files = packed(KnownDataSets.FASHION_MNIST, TinyIdx::content);
    try (Mirror good = Mirror.of(files)) {
      KnownDataSet fashion = at(KnownDataSets.FASHION_MNIST, files, good.address());
      DOWNLOADER.fetch(fashion, folder, listener);
      DataSet loaded = fashion.load(folder);
      assertThat(loaded.name()).isEqualTo("fashion-mnist");
      assertThat(loaded.train().count()).isEqualTo(TinyIdx.TRAIN);
      assertThat(fashion.check(folder))
          .allSatisfy(check -> {
            assertThat(check.state()).isEqualTo(FileCheck.State.RIGHT);
            assertThat(check.detail()).matches("content SHA-256 [0-9a-f]{64}");
          });
      damage(folder.resolve("t10k-labels-idx1-ubyte.gz"));
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> fashion.load(folder))
          .withMessageContaining("t10k-labels-idx1-ubyte.gz: expected MD5 ");
      DOWNLOADER.fetch(fashion, folder, listener);
      assertThat(good.asked()).hasSize(5).last().isEqualTo("t10k-labels-idx1-ubyte.gz");
    }
  }

  @Test
  void aFileThatItsUserUnpackedIsReadAndSaidNotToBeChecked() throws IOException {
    Map<String, byte[]> files = packed(KnownDataSets.KMNIST, TinyIdx::content);
    KnownDataSet kmnist = at(KnownDataSets.KMNIST, files, URI.create("http://localhost:1/"));
    for (IdxFile file : IdxFile.values()) {
      Files.write(folder.resolve(file.fileName()), TinyIdx.content(file));
    }
    assertThat(kmnist.load(folder).train().count()).isEqualTo(TinyIdx.TRAIN);
    assertThat(kmnist.check(folder))
        .allSatisfy(check ->
            assertThat(check.detail())
                .endsWith("; not checked: published is the packed file's MD5 alone"));
  }

  @Test
  void anotherFileThanThePublishedOneIsRefusedFromEveryMirror() {
    Map<String, byte[]> files = packed(KnownDataSets.KMNIST, TinyIdx::content);
    Map<String, byte[]> others = packed(KnownDataSets.KMNIST, file -> TinyIdx.images(3));
    try (Mirror wrong = Mirror.of(others)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() ->
              DOWNLOADER.fetch(at(KnownDataSets.KMNIST, files, wrong.address()), folder, listener))
          .withMessageContaining("train-images-idx3-ubyte.gz: expected MD5 ");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void qmnistHasLabelsOfSeveralColumnsUnderNamesOfItsOwn() {
    Map<String, byte[]> files =
        packed(
            KnownDataSets.QMNIST,
            file ->
                switch (file) {
                  case TRAIN_LABELS -> TinyIdx.columns(TinyIdx.TRAIN, 8);
                  case TEST_LABELS -> TinyIdx.columns(TinyIdx.TEST, 8);
                  default -> TinyIdx.content(file);
                });
    assertThat(files).containsKey("qmnist-train-labels-idx2-int.gz");
    try (Mirror good = Mirror.of(files)) {
      KnownDataSet qmnist = at(KnownDataSets.QMNIST, files, good.address());
      DOWNLOADER.fetch(qmnist, folder, listener);
      assertThat(qmnist.load(folder).train().label(3)).isEqualTo(3);
    }
  }

  @Test
  void emnistsSetsComeInOneArchiveAndAreTurnedUpright() throws IOException {
    byte[] zip = archive("letters", "balanced", "digits", "byclass");
    try (Mirror good = Mirror.of(Map.of("gzip.zip", zip))) {
      List<KnownDataSet> sets = emnist(zip, good.address());
      DOWNLOADER.fetch(sets.getFirst(), folder, listener);
      for (KnownDataSet set : sets) {
        DataSet loaded = set.load(folder);
        assertThat(loaded.name()).isEqualTo(set.name());
        assertThat(loaded.imageSize()).isEqualTo(new ImageSize(TinyIdx.COLUMNS, TinyIdx.ROWS));
        DOWNLOADER.fetch(set, folder, listener);
      }
      assertThat(good.asked()).containsExactly("gzip.zip");
      assertThat(sets.getFirst().check(folder).getFirst().detail())
          .endsWith("; not checked: published is the archive's MD5 alone");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(12).noneMatch(file -> file.toString().contains("byclass"));
    }
  }

  @Test
  void anArchiveThatIsAnotherOrLacksAFileLeavesNothing() throws IOException {
    byte[] whole = archive("letters", "balanced", "digits");
    byte[] part = archive("letters");
    try (Mirror wrong = Mirror.of(Map.of("gzip.zip", part))) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(
              () -> DOWNLOADER.fetch(emnist(whole, wrong.address()).getFirst(), folder, listener))
          .withMessageContaining("gzip.zip: expected MD5 " + md5(whole) + ", found " + md5(part));
      assertThat(folder).isEmptyDirectory();
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(
              () -> DOWNLOADER.fetch(emnist(part, wrong.address()).getFirst(), folder, listener))
          .withMessageContaining("expected four files of each of emnist-letters, emnist-balanced");
    }
  }

  private static List<KnownDataSet> emnist(byte[] zip, URI mirror) {
    return KnownDataSets.all().stream()
        .filter(set -> set.delivery() instanceof Delivery.Archive)
        .map(set -> {
          Delivery.Archive archive = (Delivery.Archive) set.delivery();
          return with(
              set,
              set.files(),
              new Delivery.Archive(List.of(mirror.resolve("gzip.zip")), md5(zip), archive.sets()));
        })
        .toList();
  }

  private static byte[] archive(String... sets) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("gzip/"));
      for (String set : sets) {
        for (IdxFile file : IdxFile.values()) {
          String name = file.fileName().replace("t10k", "test");
          zip.putNextEntry(new ZipEntry("gzip/emnist-" + set + "-" + name + ".gz"));
          zip.write(TinyIdx.gzip(TinyIdx.content(file)));
        }
      }
    }
    return bytes.toByteArray();
  }

  /** A set's files under the names that it publishes. */
  private static Map<String, byte[]> packed(KnownDataSet set, Function<IdxFile, byte[]> content) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    set.files()
        .forEach(
            (file, published) -> files.put(published.name(), TinyIdx.gzip(content.apply(file))));
    return files;
  }

  /** The set as it would be known if these were its files, and this its mirror. */
  private static KnownDataSet at(KnownDataSet set, Map<String, byte[]> files, URI mirror) {
    Map<IdxFile, PublishedFile> known = new EnumMap<>(IdxFile.class);
    set.files()
        .forEach((file, published) ->
            known.put(
                file,
                new PublishedFile(
                    published.name(),
                    new Checksum.OfPacked(
                        md5(Objects.requireNonNull(files.get(published.name())))))));
    return with(set, known, new Delivery.Files(List.of(mirror)));
  }

  private static KnownDataSet with(
      KnownDataSet set, Map<IdxFile, PublishedFile> files, Delivery delivery) {
    return new KnownDataSet(
        set.name(), set.folder(), set.set(), files, delivery, set.transposed(), set.terms());
  }

  private static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(Checksum.md5Algorithm().digest(bytes));
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }
}
