package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import dev.carryover.data.ImageLayout;
import dev.carryover.data.ImageSize;
import dev.carryover.data.Mnist5000;
import dev.carryover.data.Sha256;
import dev.carryover.data.Split;
import dev.carryover.data.idx.IdxFile;
import dev.carryover.data.idx.TinyIdx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {
  private static final URI NOWHERE = URI.create("http://localhost:1/");

  @TempDir Path parent;
  private final RecordingListener listener = new RecordingListener();

  @Test
  void theUsersDataFolderComesFirst() throws IOException {
    Path folder = TinyIdx.write(userFolder().resolve("mnist"));
    TinyIdx.write(cache().resolve("mnist"));
    for (String name : List.of("auto", "mnist")) {
      DataSource.Found found =
          source(Optional.of(userFolder()), NOWHERE).find(name, ImageLayout.UNSAID, listener);
      assertThat(found.origin()).isEqualTo(folder.toString());
      assertThat(found.data().name()).isEqualTo("mnist");
      assertThat(found.fallback()).isEmpty();
    }
  }

  @Test
  void aDataFolderWithoutMnistLeavesItToTheCache() throws IOException {
    Files.createDirectories(userFolder());
    Path folder = TinyIdx.write(cache().resolve("mnist"));
    DataSource.Found found =
        source(Optional.of(userFolder()), NOWHERE).find("auto", ImageLayout.UNSAID, listener);
    assertThat(found.origin()).isEqualTo(folder.toString());
    assertThat(listener.notes).isEmpty();
  }

  @Test
  void damagedFilesInTheUsersDataFolderAreAnErrorNeverPassedOver() throws IOException {
    Path folder = TinyIdx.write(userFolder().resolve("mnist"));
    TinyIdx.write(cache().resolve("mnist"));
    Path labels = folder.resolve("train-labels-idx1-ubyte.gz");
    byte[] others = TinyIdx.labels(TinyIdx.TRAIN);
    others[8] = 9;
    Files.write(labels, others);
    for (String name : List.of("auto", "mnist")) {
      refused(
          source(Optional.of(userFolder()), NOWHERE),
          name,
          labels + ": expected the train-labels-idx1-ubyte of mnist, content SHA-256 ");
    }
    Files.delete(labels);
    refused(source(Optional.of(userFolder()), NOWHERE), "auto", "found neither");
  }

  @Test
  void anEmptyMnistFolderOfTheUsersIsAnErrorToo() throws IOException {
    Files.createDirectories(userFolder().resolve("mnist"));
    refused(source(Optional.of(userFolder()), NOWHERE), "auto", "found neither");
  }

  @Test
  void aDataFolderThatIsNotThereIsAnError() {
    refused(
        source(Optional.of(userFolder()), NOWHERE),
        "auto",
        "CARRYOVER_DATA: expected a folder of data sets, found none at " + userFolder());
  }

  @Test
  void withoutDataItIsDownloadedIntoTheCacheOnce() {
    try (Mirror good = Mirror.good()) {
      DataSource source = source(Optional.empty(), good.address());
      DataSource.Found found = source.find("auto", ImageLayout.UNSAID, listener);
      assertThat(found.origin()).isEqualTo(cache().resolve("mnist").toString());
      assertThat(found.fallback()).isEmpty();
      assertThat(source.find("mnist", ImageLayout.UNSAID, listener).data().sha256())
          .isEqualTo(found.data().sha256());
      assertThat(good.asked()).hasSize(4);
    }
  }

  @Test
  void aDamagedCacheIsSaidAndFetchedAgain() throws IOException {
    Path folder = TinyIdx.write(cache().resolve("mnist"));
    Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), new byte[3]);
    try (Mirror good = Mirror.good()) {
      DataSource.Found found =
          source(Optional.empty(), good.address()).find("auto", ImageLayout.UNSAID, listener);
      assertThat(found.data().name()).isEqualTo("mnist");
      assertThat(good.asked()).containsExactly("t10k-images-idx3-ubyte.gz");
      assertThat(listener.notes).singleElement().asString().contains("fetching it again");
    }
  }

  @Test
  void autoWithoutNetworkIsSyntheticAndSaysWhy() {
    DataSource.Found found =
        source(Optional.empty(), NOWHERE).find("auto", ImageLayout.UNSAID, listener);
    assertThat(found.data().name()).isEqualTo("synthetic");
    assertThat(found.origin()).isEqualTo("drawn from seed 3");
    assertThat(found.fallback().orElseThrow()).contains(NOWHERE.toString(), "ConnectException");
    Split split = Mnist5000.of(found.data());
    assertThat(split.train().count()).isEqualTo(4_000);
    assertThat(split.fullTest().orElseThrow().count()).isEqualTo(10_000);
  }

  @Test
  void mnistWithoutNetworkIsAnError() {
    refused(source(Optional.empty(), NOWHERE), "mnist", "expected it from one of 1 mirrors");
  }

  @Test
  void syntheticAsksForNothingElse() {
    DataSource.Found found =
        source(Optional.of(parent.resolve("none")), NOWHERE)
            .find("synthetic", ImageLayout.UNSAID, listener);
    assertThat(found.data().name()).isEqualTo("synthetic");
    assertThat(found.fallback()).isEmpty();
  }

  @Test
  void anythingElseIsAFolder() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("kana"));
    DataSource.Found found =
        source(Optional.empty(), NOWHERE).find(folder.toString(), ImageLayout.UNSAID, listener);
    assertThat(found.data().name()).isEqualTo("kana");
    assertThat(found.origin()).isEqualTo(folder.toString());
    refused(
        source(Optional.empty(), NOWHERE),
        parent.resolve("typo").toString(),
        "typo: expected a folder, found nothing");
    refused(
        source(Optional.empty(), NOWHERE),
        "minst",
        "data: expected a folder or one of auto, mnist, mnist-basic, mnist-rot, mnist-bg-rand,"
            + " synthetic, found minst");
  }

  @Test
  void whatIsDoneToTheImagesIsSaidWithTheirOrigin() throws IOException {
    Path folder = TinyIdx.write(parent.resolve("turned"));
    ImageLayout turned = new ImageLayout(Optional.empty(), Optional.of(true));
    DataSource.Found found =
        source(Optional.empty(), NOWHERE).find(folder.toString(), turned, listener);
    assertThat(found.origin()).isEqualTo(folder + ", images transposed");
    assertThat(found.data().imageSize()).isEqualTo(new ImageSize(3, 2));
  }

  @Test
  void aLayoutForImagesWhoseLayoutIsKnownIsRefused() {
    ImageLayout upright = new ImageLayout(Optional.empty(), Optional.of(false));
    for (String name : List.of("auto", "mnist", "synthetic")) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> source(Optional.empty(), NOWHERE).find(name, upright, listener))
          .withMessageContaining("expected with a folder of one's own, found with data " + name);
    }
  }

  @Test
  void thePlacesAreListedWithWhatIsThere() throws IOException {
    Path folder = TinyIdx.write(userFolder().resolve("mnist"));
    Path labels = folder.resolve("t10k-labels-idx1-ubyte.gz");
    Files.write(labels, new byte[] {5});
    List<DataPlace> places = source(Optional.of(userFolder()), NOWHERE).places();
    assertThat(places)
        .extracting(DataPlace::dataSet)
        .containsExactly("mnist", "mnist", "synthetic");
    assertThat(places)
        .extracting(DataPlace::state)
        .containsExactly(DataPlace.State.DAMAGED, DataPlace.State.ABSENT, DataPlace.State.READY);
    assertThat(places)
        .extracting(DataPlace::folder)
        .containsExactly(
            Optional.of(folder), Optional.of(cache().resolve("mnist")), Optional.empty());
    FileCheck wrong = places.getFirst().files().getLast();
    assertThat(wrong.file()).isEqualTo(IdxFile.TEST_LABELS);
    assertThat(wrong.path()).isEqualTo(labels);
    assertThat(wrong.state()).isEqualTo(FileCheck.State.WRONG);
    assertThat(wrong.detail()).contains("found " + Sha256.of(new byte[] {5}));
  }

  @Test
  void afterAFetchTheCacheIsReady() {
    try (Mirror good = Mirror.good()) {
      DataSource source = source(Optional.empty(), good.address());
      assertThat(source.fetch("mnist", listener)).isEqualTo(cache().resolve("mnist"));
      assertThat(source.places().getFirst().state()).isEqualTo(DataPlace.State.READY);
    }
  }

  @Test
  void whatIsNoKnownSetCannotBeFetched() {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> source(Optional.empty(), NOWHERE).fetch("minst", listener))
        .withMessage("data fetch: expected one of mnist, found minst");
  }

  @Test
  void aVariationNeedsMnistAndNeverTakesSyntheticDigits() {
    refused(source(Optional.empty(), NOWHERE), "mnist-rot", "expected it from one of 1 mirrors");
  }

  private void refused(DataSource source, String name, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> source.find(name, ImageLayout.UNSAID, listener))
        .withMessageContaining(message);
  }

  private DataSource source(Optional<Path> dataFolder, URI mirror) {
    Downloader patient = new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(10));
    return new DataSource(List.of(Mirror.known(mirror)), dataFolder, cache(), patient, 3);
  }

  private Path userFolder() {
    return parent.resolve("data");
  }

  private Path cache() {
    return parent.resolve("cache");
  }
}
