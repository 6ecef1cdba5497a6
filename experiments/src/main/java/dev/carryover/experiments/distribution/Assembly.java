package dev.carryover.experiments.distribution;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The one jar that {@code spark-submit} takes, as module {@code cluster} builds it: all of the
 * program, and nothing that Spark brings.
 *
 * @param jar where it has been built
 */
public record Assembly(Path jar) {
  private static final String NAME = "carryover-spark.jar";

  /** The assembly among the entries of a class path; empty if it is none of them. */
  public static Optional<Assembly> on(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> entry.endsWith(NAME) && Files.isRegularFile(entry))
        .findFirst()
        .map(Assembly::new);
  }

  /**
   * Writes a copy, beside and renamed, and returns where it is.
   *
   * @param folder for the copy, which replaces an older one
   * @param additions what the copy holds besides: texts by their names in the jar
   */
  public Path write(Path folder, Map<String, String> additions) throws IOException {
    Path copy = folder.resolve(NAME);
    Path beside = folder.resolve("." + NAME + ".part");
    Files.copy(jar, beside, StandardCopyOption.REPLACE_EXISTING);
    try (FileSystem files = FileSystems.newFileSystem(beside)) {
      for (Map.Entry<String, String> addition : additions.entrySet()) {
        Path text = files.getPath("/", addition.getKey());
        Files.createDirectories(text.getParent());
        Files.writeString(text, addition.getValue());
      }
    }
    return Files.move(beside, copy, StandardCopyOption.REPLACE_EXISTING);
  }
}
