package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carryover.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
  @TempDir Path folder;

  private static void refused(ThrowingCallable check, String message) {
    assertThatExceptionOfType(DataException.class).isThrownBy(check).withMessage(message);
  }

  @Test
  void whatCanBeWrittenIsTakenAndNothingIsMade() throws IOException {
    Path deep = folder.resolve("a/b");
    OutputPlace.requireFolder("--out", deep);
    OutputPlace.requireFolder("--out", folder);
    OutputPlace.requireFile("--json", deep.resolve("x.json"));
    assertThat(folder).isEmptyDirectory();
    OutputPlace.requireFile("--json", Files.writeString(folder.resolve("old.json"), "old"));
  }

  @Test
  void aNameIsNeeded() {
    refused(
        () -> OutputPlace.requireFolder("--out", Path.of("")),
        "--out: expected a name, found none");
    refused(
        () -> OutputPlace.requireFile("--json", Path.of("")),
        "--json: expected a name, found none");
  }

  @Test
  void whatIsNoFileIsRefused() throws IOException {
    refused(
        () -> OutputPlace.requireFile("--json", folder),
        "--json: expected a file that can be written, found %s: a folder".formatted(folder));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("none"));
    refused(
        () -> OutputPlace.requireFile("--json", link),
        "--json: expected a file that can be written, found %s: a symbolic link".formatted(link));
    assumeTrue(Files.exists(Path.of("/dev/full")));
    refused(
        () -> OutputPlace.requireFile("--json", Path.of("/dev/full")),
        "--json: expected a file that can be written, found /dev/full: a device or a pipe");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Path below = file.resolve("x.json");
    refused(
        () -> OutputPlace.requireFile("--json", below),
        "--json: expected a file that can be written, found %s: %s is no folder"
            .formatted(below, file));
  }

  @Test
  void aFolderWithoutPermissionIsRefused() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeFalse(Files.isWritable(closed), "root may write everywhere");
    refused(
        () -> OutputPlace.requireFolder("--out", closed.resolve("run")),
        "--out: expected a place where a folder can be made, found %s: no permission to write in %s"
            .formatted(closed.resolve("run"), closed));
  }

  @Test
  void aFileSystemThatCannotBeWrittenIsRefused() {
    Path readOnly = Path.of("/sys/kernel");
    assumeTrue(Files.isDirectory(readOnly) && !Files.isWritable(readOnly));
    refused(
        () -> OutputPlace.requireFile("--json", readOnly.resolve("x.json")),
        "--json: expected a file that can be written, found %s: no permission to write in %s"
            .formatted(readOnly.resolve("x.json"), readOnly));
  }
}
