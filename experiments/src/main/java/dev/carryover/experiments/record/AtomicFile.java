package dev.carryover.experiments.record;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Writes files so that none is ever half there: beside, under a name of its own, then renamed. */
public final class AtomicFile {
  private static final String PREFIX = ".carryover-";
  private static final String SUFFIX = ".part";
  private static final int RANDOM_BYTES = 8;

  /** What a process that was killed may leave. */
  private static final String LEFT_OVER = PREFIX + "[0-9a-f]".repeat(2 * RANDOM_BYTES) + SUFFIX;

  private static final SecureRandom RANDOM = new SecureRandom();

  private AtomicFile() {}

  /** What a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Puts the content in place of whatever was there, making the folders above it. A symbolic link
   * of that name is replaced, not followed.
   *
   * @throws FileWriteException if that fails; what was there before is then still there, and
   *     nothing is left beside it
   */
  public static void write(Path file, byte[] content) {
    try {
      Path folder = folderOf(file);
      Files.createDirectories(folder);
      replace(folder, file, out -> out.write(content), false);
    } catch (IOException e) {
      throw new FileWriteException(file, e);
    }
  }

  /** {@link #write(Path, byte[])} for UTF-8 text. */
  public static void write(Path file, String content) {
    write(file, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Like {@link #write(Path, byte[])} for a file within a folder that somebody else may have made:
   * no folder on the way from it to the file may be a symbolic link, which could lead anywhere.
   *
   * @param root the folder, which may itself be reached by a link
   * @param file below it
   * @throws IllegalArgumentException if the file is not below it
   * @throws FileWriteException if a folder on the way is a link, or writing fails
   */
  public static void writeWithin(Path root, Path file, Content content) {
    writeWithin(root, file, content, false);
  }

  /**
   * {@link #writeWithin}, and once it returns the file outlasts a power failure, too: content and
   * name are forced to the disk.
   */
  public static void writeDurably(Path root, Path file, Content content) {
    writeWithin(root, file, content, true);
  }

  private static void writeWithin(Path root, Path file, Content content, boolean durable) {
    Path way = root.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
    if (way.startsWith("..") || way.toString().isEmpty()) {
      throw new IllegalArgumentException(file + " is not below " + root);
    }
    try {
      Path folder = Files.createDirectories(root);
      for (int i = 0; i < way.getNameCount() - 1; i++) {
        folder = folder.resolve(way.getName(i));
        requireOwnFolder(folder);
      }
      replace(folder, folder.resolve(way.getFileName()), content, durable);
    } catch (IOException e) {
      throw new FileWriteException(file, e);
    }
  }

  private static void requireOwnFolder(Path folder) throws IOException {
    if (Files.isSymbolicLink(folder)) {
      throw new FileSystemException(
          folder.toString(), null, folder.getFileName() + " is a symbolic link, expected a folder");
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(folder);
    }
  }

  private static void replace(Path folder, Path file, Content content, boolean durable)
      throws IOException {
    Path beside = folder.resolve(PREFIX + randomName() + SUFFIX);
    boolean done = false;
    try {
      // Created new: whatever somebody may have put there is neither followed nor overwritten.
      try (FileChannel channel =
          FileChannel.open(
              beside,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS))) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
        content.writeTo(out);
        out.flush();
        if (durable) {
          channel.force(true);
        }
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      done = true;
      if (durable) {
        force(folder);
      }
    } finally {
      if (!done) {
        Files.deleteIfExists(beside);
      }
    }
  }

  /** So that the new name lasts; Windows opens no folders, and needs none of this. */
  private static void force(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder)) {
        channel.force(true);
      }
    }
  }

  private static String randomName() {
    byte[] name = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(name);
    return HexFormat.of().formatHex(name);
  }

  private static Path folderOf(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new FileSystemException(file.toString(), null, "the root is no file");
    }
    return folder;
  }

  /**
   * Removes what writing left in a folder when its process was killed. Nobody else may be writing
   * there.
   */
  static void removeLeftOvers(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> String.valueOf(entry.getFileName()).matches(LEFT_OVER))) {
      for (Path entry : entries) {
        Files.deleteIfExists(entry);
      }
    }
  }
}
