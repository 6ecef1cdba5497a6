package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theFoldersAboveAreMadeAndNothingIsLeftBeside() {
    Path file = folder.resolve("a/b/run.json");
    AtomicFile.write(file, "±");
    assertThat(file).hasBinaryContent("±".getBytes(StandardCharsets.UTF_8));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void whatWasThereIsReplacedWhole() {
    Path file = folder.resolve("run.json");
    AtomicFile.write(file, "a long first version");
    AtomicFile.write(file, "short");
    assertThat(file).hasContent("short");
    AtomicFile.write(file, new byte[0]);
    assertThat(file).isEmptyFile();
  }

  @Test
  void whereItFailsWhatWasThereIsStillThereAndNothingIsLeftBeside() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("run.json"));
    Path kept = Files.writeString(taken.resolve("kept"), "kept");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> AtomicFile.write(taken, "new"))
        .withMessageStartingWith(taken + ": could not be written: ");
    assertThat(kept).hasContent("kept");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> AtomicFile.write(file.resolve("run.json"), "new"))
        .withMessageContaining("run.json: could not be written: ")
        .matches(e -> !String.valueOf(e.getMessage()).contains("Exception"), "names no class");
    assertThat(file).hasContent("kept");
  }

  @Test
  void aLinkOfThatNameIsReplacedAndNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "precious");
    Path link = Files.createSymbolicLink(folder.resolve("run.json"), victim);
    AtomicFile.write(link, "new");
    assertThat(victim).hasContent("precious");
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(link).hasContent("new");
  }

  @Test
  void whoMayReadItIsAsWithAnyNewFile() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "");
    Path file = folder.resolve("run.json");
    AtomicFile.write(file, "");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void aFileOutsideTheFolderIsNotWrittenWithinIt() {
    for (String outside : List.of("../x", "a/../../x", "")) {
      assertThatIllegalArgumentException()
          .as(outside)
          .isThrownBy(() -> AtomicFile.writeWithin(folder, folder.resolve(outside), out -> {}));
    }
  }

  @Test
  void leftOversAreRemovedAndNothingElse() throws IOException {
    Path left = Files.writeString(folder.resolve(".carryover-0123456789abcdef.part"), "");
    Path own = Files.writeString(folder.resolve(".carryover-mine.part"), "");
    Path other = Files.writeString(folder.resolve("run.json.part"), "");
    AtomicFile.removeLeftOvers(folder);
    assertThat(left).doesNotExist();
    assertThat(own).exists();
    assertThat(other).exists();
    AtomicFile.removeLeftOvers(own); // no folder: nothing to do
  }
}
