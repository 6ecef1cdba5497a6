package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderClaimTest {
  @TempDir Path parent;

  private static void refused(Path folder, String message) {
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> FolderClaim.of(folder).close())
        .withMessage(message);
  }

  @Test
  void aNewFolderIsMadeAndAnEmptyOneTaken() {
    Path deep = parent.resolve("a/b");
    for (int i = 0; i < 2; i++) { // the second time it is there, with the lock's file
      try (FolderClaim claim = FolderClaim.of(deep)) {
        assertThat(claim.folder().path()).isEqualTo(deep).isDirectory();
      }
    }
  }

  @Test
  void aFolderWithSomethingInItIsRefusedAndStaysAsItIs() throws IOException {
    Path folder = Files.createDirectories(parent.resolve("full"));
    Path precious = Files.writeString(folder.resolve("run.json"), "precious");
    refused(folder, "--out: expected a new or empty folder, found something in " + folder);
    assertThat(precious).hasContent("precious");
    assertThat(folder).isDirectoryNotContaining("glob:**/.lock");
  }

  @Test
  void aFileIsRefused() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "kept");
    refused(file, "--out: expected a new or empty folder, found something in " + file);
    refused(
        file.resolve("below"),
        "--out: expected a place where a folder can be made, found %s: %s is no folder"
            .formatted(file.resolve("below"), file));
  }

  @Test
  void ofTwoClaimsOnOneFolderTheSecondIsRefusedUntilTheFirstIsClosed() {
    Path folder = parent.resolve("run");
    String message = "--out: expected a folder of its own, found another run writing to " + folder;
    try (FolderClaim first = FolderClaim.of(folder)) {
      refused(folder, message);
      refused(folder, message); // a refused claim has not let go of the first one's lock
      assertThat(first.folder().path()).isEqualTo(folder);
    }
    FolderClaim.of(folder).close();
  }

  /** Claims the folder and waits. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      FolderClaim claim = FolderClaim.of(Path.of(arguments[0]));
      System.out.println(claim.folder().path());
      Thread.sleep(600_000);
      claim.close();
    }
  }

  @Test
  void anotherProcesssClaimCountsUntilItIsKilled() throws Exception {
    Path folder = parent.resolve("run");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(process.inputReader().readLine()).isEqualTo(folder.toString());
      refused(
          folder, "--out: expected a folder of its own, found another run writing to " + folder);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    FolderClaim.of(folder).close();
  }

  @Test
  void runsThatBeginInTheSameSecondHaveFoldersOfTheirOwn() {
    Set<String> names = ConcurrentHashMap.newKeySet();
    Instant now = Instant.now();
    IntStream.range(0, 64)
        .parallel()
        .forEach(i -> {
          try (FolderClaim claim = FolderClaim.ofNew(parent.resolve("runs"), "heldout", now)) {
            assertThat(claim.folder().path()).isDirectory();
            names.add(String.valueOf(claim.folder().path().getFileName()));
          }
        });
    assertThat(names)
        .hasSize(64)
        .allMatch(name -> name.matches("\\d{8}-\\d{6}-heldout(-\\d+)?"))
        .anyMatch(name -> name.endsWith("-64"));
  }

  @Test
  void whatAKilledRunLeftHalfWrittenIsRemoved() throws IOException {
    Path run = Files.createDirectories(parent.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    String name = ".carryover-0123456789abcdef.part";
    Path left = Files.writeString(run.resolve(name), "half");
    Path deeper = Files.createDirectories(run.resolve("weights")).resolve(name);
    Files.writeString(deeper, "half");
    FolderClaim.ofExisting(run).orElseThrow().close();
    assertThat(left).doesNotExist();
    assertThat(deeper).doesNotExist();
    assertThat(run.resolve("run.json")).exists();
  }

  @Test
  void whatALinkedFolderHoldsIsNotRemoved() throws IOException {
    Path run = Files.createDirectories(parent.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
    Path theirs =
        Files.writeString(elsewhere.resolve(".carryover-0123456789abcdef.part"), "theirs");
    Files.createSymbolicLink(run.resolve("weights"), elsewhere);
    FolderClaim.ofExisting(run).orElseThrow().close();
    assertThat(theirs).exists();
  }

  @Test
  void aRunThatIsBeingWrittenKeepsItsTemporaryFiles() throws IOException {
    Path run = parent.resolve("run");
    try (FolderClaim writing = FolderClaim.of(run)) {
      Files.writeString(writing.folder().record(), "{}");
      Path half = Files.writeString(run.resolve(".carryover-0123456789abcdef.part"), "half");
      assertThat(FolderClaim.ofExisting(run)).isEmpty();
      assertThat(half).exists();
    }
  }

  @Test
  void nothingIsLeftInAFolderThatIsNoRuns() {
    assertThat(FolderClaim.ofExisting(parent)).isEmpty();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aLockThatIsALinkIsNotFollowed() throws IOException {
    Path run = Files.createDirectories(parent.resolve("run"));
    Files.writeString(run.resolve("run.json"), "{}");
    Path target = parent.resolve("made");
    Files.createSymbolicLink(run.resolve(".lock"), target);
    assertThat(FolderClaim.ofExisting(run)).isEmpty();
    assertThat(target).doesNotExist();
  }
}
