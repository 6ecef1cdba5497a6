package dev.carryover.experiments.record;

import dev.carryover.data.DataException;
import dev.carryover.data.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Refuses, before any work, an option that names a place where nothing can be written. */
public final class OutputPlace {
  private OutputPlace() {}

  /**
   * Requires a folder that is not there and can be made, or that is empty and can be written to.
   * Nothing is made.
   *
   * @param option for the message, for example {@code --out}
   * @throws DataException if it is no such place
   */
  public static void requireFolder(String option, Path folder) {
    requireName(option, folder);
    try {
      FolderClaim.requireEmpty(folder);
    } catch (IOException e) {
      throw refused(option, "a place where a folder can be made", folder, IoReason.of(e));
    }
    requireWritable(
        option,
        "a place where a folder can be made",
        folder,
        Files.isDirectory(folder) ? folder : nearest(folder));
  }

  /**
   * Requires a file that can be written: a regular file or nothing of that name, in a folder that
   * can be made and written to. Nothing is made.
   *
   * @param option for the message, for example {@code --json}
   * @throws DataException if it is no such place
   */
  public static void requireFile(String option, Path file) {
    requireName(option, file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      String found =
          Files.isSymbolicLink(file)
              ? "a symbolic link"
              : Files.isDirectory(file) ? "a folder" : "a device or a pipe";
      throw refused(option, "a file that can be written", file, found);
    }
    requireWritable(option, "a file that can be written", file, nearest(file));
  }

  private static void requireName(String option, Path path) {
    if (path.toString().isBlank()) {
      throw new DataException(option + ": expected a name, found none");
    }
  }

  /** The nearest of the folders above that is there, a link that leads nowhere included. */
  private static Path nearest(Path path) {
    Path above = path.toAbsolutePath().normalize();
    do {
      Path next = above.getParent();
      if (next == null) {
        return above;
      }
      above = next;
    } while (!Files.exists(above, LinkOption.NOFOLLOW_LINKS));
    return above;
  }

  private static void requireWritable(String option, String expected, Path path, Path above) {
    if (!Files.isDirectory(above)) {
      throw refused(option, expected, path, above + " is no folder");
    }
    if (!Files.isWritable(above)) {
      throw refused(option, expected, path, "no permission to write in " + above);
    }
  }

  private static DataException refused(String option, String expected, Path path, String found) {
    return new DataException(
        "%s: expected %s, found %s: %s".formatted(option, expected, path, found));
  }
}
