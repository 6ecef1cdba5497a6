package dev.carryover.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.carryover.data.DataException;
import dev.carryover.data.FileContent;
import dev.carryover.data.Sha256;
import dev.carryover.data.idx.TinyIdx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DownloaderTest {
  /** Waits long enough for a mirror on a busy machine. */
  private static final Downloader PATIENT =
      new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(10));

  private static final Downloader IMPATIENT =
      new Downloader(Duration.ofSeconds(5), Duration.ofSeconds(1));

  private static final String FIRST = "train-images-idx3-ubyte.gz";

  @TempDir Path parent;
  private final RecordingListener listener = new RecordingListener();
  private Downloader downloader = PATIENT;

  @AfterEach
  void nothingIsLeftHalfDone() throws IOException {
    try (Stream<Path> files = Files.walk(parent)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
    }
  }

  @Test
  void aGoodMirrorGivesAllFourFiles() throws IOException {
    try (Mirror good = Mirror.good()) {
      assertFetched(good);
      assertThat(listener.notes).isEmpty();
      int bytes = TinyIdx.gzip(TinyIdx.images(TinyIdx.TRAIN)).length;
      assertThat(listener.progress).contains("%s %d/%2$d".formatted(FIRST, bytes));
    }
  }

  @Test
  void aFileMayComeUnpacked() throws IOException {
    try (Mirror plain = Mirror.giving(DownloaderTest::unpacked)) {
      assertFetched(plain);
    }
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    try (Mirror good = Mirror.good();
        Mirror moved = Mirror.redirecting(good)) {
      assertFetched(moved);
    }
  }

  @Test
  void whatIsThereAndRightIsNotFetchedAgain() throws IOException {
    TinyIdx.write(folder());
    Files.delete(folder().resolve("t10k-labels-idx1-ubyte.gz"));
    try (Mirror good = Mirror.good()) {
      assertFetched(good);
      assertFetched(good);
      assertThat(good.asked()).containsExactly("t10k-labels-idx1-ubyte.gz");
    }
  }

  @Test
  void aDamagedFileIsReplacedAndThatIsSaid() throws IOException {
    TinyIdx.write(folder());
    Files.write(folder().resolve(FIRST), new byte[] {1, 2, 3});
    try (Mirror good = Mirror.good()) {
      assertFetched(good);
      assertThat(good.asked()).containsExactly(FIRST);
    }
    assertThat(listener.notes)
        .singleElement()
        .asString()
        .contains(FIRST)
        .contains("found " + Sha256.of(new byte[] {1, 2, 3}))
        .endsWith("; fetching it again");
  }

  @Test
  void aDamagedFileStaysWhereTheRightOneDoesNotCome() throws IOException {
    TinyIdx.write(folder());
    Files.write(folder().resolve(FIRST), new byte[] {1, 2, 3});
    try (Mirror none = Mirror.notFound()) {
      refused("expected status 200, found 404", none);
    }
    assertThat(folder().resolve(FIRST)).exists();
  }

  @Test
  void afterABadMirrorTheNextIsTried() throws IOException {
    try (Mirror bad = Mirror.notFound();
        Mirror good = Mirror.good()) {
      assertFetched(bad, good);
      assertThat(good.asked()).hasSize(4);
      assertThat(listener.notes)
          .hasSize(4)
          .first()
          .asString()
          .isEqualTo(bad.address() + FIRST + ": expected status 200, found 404");
    }
  }

  @Test
  void anotherContentIsRefusedByItsChecksum() {
    try (Mirror wrong = Mirror.giving(packed -> TinyIdx.gzip(new byte[] {7}))) {
      refused("found " + Sha256.of(new byte[] {7}) + " (1 bytes)", wrong);
    }
  }

  @Test
  void anotherPageInsteadOfTheFileIsRefused() {
    try (Mirror portal = Mirror.giving(packed -> new byte[] {'<', 'h', 't', 'm', 'l', '>'})) {
      refused("(6 bytes)", portal);
    }
  }

  @Test
  void aFileShorterThanItSaysIsRefused() {
    try (Mirror half = Mirror.cutOff()) {
      refused(FIRST, half);
    }
  }

  @Test
  void halfAFileThatSaysItIsWholeIsRefused() {
    try (Mirror half = Mirror.giving(packed -> Arrays.copyOf(packed, packed.length / 2))) {
      refused(FIRST + ": expected a whole gzip stream, found it cut off", half);
    }
  }

  @Test
  void aFileLongerThanTheKnownOneIsRefusedWithoutTakingAllOfIt() {
    byte[] noise = new byte[1 << 20];
    new SplittableRandom(1).nextBytes(noise);
    try (Mirror endless = Mirror.giving(packed -> noise)) {
      refused(FIRST + ": expected at most 1160 bytes, found more", endless);
    }
  }

  @Test
  void whatUnpacksToMoreThanTheKnownFileIsNotUnpacked() {
    byte[] bomb = TinyIdx.gzip(new byte[900_000]);
    assertThat(bomb.length).isLessThan(1_160);
    try (Mirror mirror = Mirror.giving(packed -> bomb)) {
      refused(": expected the 136 bytes of mnist's train-images-idx3-ubyte, found more", mirror);
    }
  }

  @Test
  void aMirrorThatStallsHalfWayIsLeft() throws IOException {
    downloader = IMPATIENT;
    try (Mirror stalling = Mirror.stalling();
        Mirror good = Mirror.good()) {
      assertFetched(stalling, good);
      int half = TinyIdx.gzip(TinyIdx.images(TinyIdx.TRAIN)).length / 2;
      assertThat(listener.notes.getFirst())
          .endsWith("nothing came for 1.0 s, after %d bytes".formatted(half));
    }
  }

  @Test
  void aMirrorThatTakesTheCallAndNeverAnswersIsLeft() throws IOException {
    downloader = IMPATIENT;
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      refused(
          "nothing came for 1.0 s, after 0 bytes",
          URI.create("http://localhost:" + silent.getLocalPort() + "/"));
    }
  }

  @Test
  void whenAllMirrorsFailEachIsNamedWithItsReason() throws IOException {
    URI closed = closedPort();
    try (Mirror none = Mirror.notFound();
        Mirror wrong = Mirror.giving(packed -> TinyIdx.gzip(new byte[] {7}))) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() ->
              downloader.fetch(
                  Mirror.known(none.address(), closed, wrong.address()), folder(), listener))
          .withMessageStartingWith(
              FIRST + ": expected it from one of 3 mirrors, found none that gave it: ")
          .withMessageContaining(none.address() + FIRST + ": expected status 200, found 404")
          .withMessageContaining(closed + FIRST + ": ConnectException")
          .withMessageContaining(wrong.address() + FIRST + ": expected the train-images-idx3-ubyte")
          .matches(e -> !String.valueOf(e.getMessage()).contains("\n"), "is one line");
    }
    assertThat(folder()).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(folder(), "a file in the way");
    try (Mirror good = Mirror.good()) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> downloader.fetch(Mirror.known(good.address()), folder(), listener))
          .withMessageContaining(folder().resolve(FIRST) + ": expected to write it, found: ");
    }
  }

  @Test
  void anInterruptEndsItAndStays() {
    try (Mirror stalling = Mirror.stalling()) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> downloader.fetch(Mirror.known(stalling.address()), folder(), listener));
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void waitsMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Downloader(Duration.ZERO, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Downloader(Duration.ofSeconds(1), Duration.ofSeconds(-1)));
  }

  private Path folder() {
    return parent.resolve("cache");
  }

  private void assertFetched(Mirror... mirrors) {
    KnownDataSet known =
        Mirror.known(Arrays.stream(mirrors).map(Mirror::address).toArray(URI[]::new));
    downloader.fetch(known, folder(), listener);
    assertThat(known.load(folder()).train().count()).isEqualTo(TinyIdx.TRAIN);
  }

  private void refused(String reason, Mirror mirror) {
    refused(reason, mirror.address());
  }

  private void refused(String reason, URI mirror) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> downloader.fetch(Mirror.known(mirror), folder(), listener))
        .withMessageContaining(mirror.toString())
        .withMessageContaining(reason);
    assertThat(listener.notes).last().asString().contains(reason);
  }

  private static byte[] unpacked(byte[] packed) {
    return FileContent.unpacked("in memory", packed, start -> Long.MAX_VALUE).bytes();
  }

  private static URI closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }
  }
}
