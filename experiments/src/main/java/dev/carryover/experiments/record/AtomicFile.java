package dev.carryover.experiments.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files so that none is ever half there: beside, then renamed. */
public final class AtomicFile {
  private AtomicFile() {}

  /**
   * Puts the content in place of whatever was there, making the folders above it.
   *
   * @throws UncheckedIOException if that fails; what was there before is then still there, and
   *     nothing is left beside it
   */
  public static void write(Path file, byte[] content) {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try {
        Files.write(beside, content);
        Files.move(
            beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside); // there only if something failed
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: expected a place for a file, found %s".formatted(file, e.getClass().getSimpleName()),
          e);
    }
  }

  /** {@link #write(Path, byte[])} for UTF-8 text. */
  public static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
