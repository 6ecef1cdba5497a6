package dev.carryover.experiments.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theFoldersAboveAreMadeAndNothingIsLeftBeside() {
    Path file = folder.resolve("a/b/run.json");
    AtomicFile.write(file, "±");
    assertThat(file).hasBinaryContent("±".getBytes(StandardCharsets.UTF_8));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
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
        .withMessageStartingWith(taken + ": expected a place for a file, found ");
    assertThat(kept).hasContent("kept");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> AtomicFile.write(file.resolve("run.json"), "new"))
        .withMessageContaining("run.json: expected a place for a file, found ");
    assertThat(file).hasContent("kept");
  }
}
