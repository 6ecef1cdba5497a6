package dev.carryover.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells a file, which ends, from pipes and devices, which may not. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * Returns a regular file's size in bytes; a symbolic link to one is followed.
   *
   * @param expected for the message, for example {@code a safetensors file}
   * @throws DataException if there is no such file, or it is a folder, a pipe or a device
   */
  public static long size(Path file, String expected) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class);
    } catch (IOException e) {
      throw new DataException(
          "%s: expected %s, found %s".formatted(file, expected, IoReason.of(e)), e);
    }
    if (!attributes.isRegularFile()) {
      throw new DataException(
          "%s: expected %s, found %s"
              .formatted(
                  file, expected, attributes.isDirectory() ? "a folder" : "a pipe or device"));
    }
    return attributes.size();
  }
}
