package dev.carryover.data.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/** Writes downloads so that none is ever half there: beside their place, then renamed into it. */
final class WholeFile {
  private WholeFile() {}

  /** Does something with a file that is there for that alone. */
  interface Use {
    void of(Path beside) throws IOException;
  }

  /**
   * Puts a file in place of what was there, making its folder.
   *
   * @param filled writes what it is to hold into the file that it is given
   * @throws IOException if that fails; what was there before is then still there
   */
  static void write(Path place, Use filled) throws IOException {
    Path folder = Objects.requireNonNull(place.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    beside(
        folder,
        place.getFileName().toString(),
        beside -> {
          filled.of(beside);
          Files.move(
              beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
  }

  /** Uses a file in a folder, which is gone afterwards unless it was moved away. */
  static void beside(Path folder, String name, Use use) throws IOException {
    Path beside = Files.createTempFile(folder, name, ".part");
    try {
      use.of(beside);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
