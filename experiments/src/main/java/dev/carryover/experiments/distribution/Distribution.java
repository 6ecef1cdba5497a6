package dev.carryover.experiments.distribution;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A zip that holds the program: {@code carryover}, the launcher, with the files of {@code .mvn}
 * that it runs by; {@code lib}, all jars; {@code revision}, what they were built from; the licence
 * and the documents; and {@code runtime}, if it has one of its own. Everything lies in one folder.
 *
 * @param home the folder that holds the launcher
 * @param jars what is on its class path
 * @param revision of the sources
 * @param runtime a Java runtime; without one a JDK must be where the program runs
 */
public record Distribution(Path home, List<Path> jars, String revision, Optional<Path> runtime) {
  /** Its backend is started with flags that only its SDK knows. */
  private static final String TORNADO = "carryover-tornado";

  private static final String LAUNCHER = "carryover";
  private static final List<String> FILES = List.of(LAUNCHER, "Dockerfile", "LICENSE", "README.md");

  /** Runs that reports quote are in the jar. */
  private static final Set<String> LEFT_OUT = Set.of("results");

  /**
   * Writes the zip, beside and renamed.
   *
   * @param zip replaced if it exists
   * @param folder the name of the one folder in it
   */
  public void write(Path zip, String folder) throws IOException {
    Path beside = zip.resolveSibling("." + zip.getFileName() + ".part");
    Files.deleteIfExists(beside);
    Map<String, Object> withPermissions = Map.of("create", true, "enablePosixFileAttributes", true);
    try (FileSystem files = FileSystems.newFileSystem(beside, withPermissions)) {
      Path root = Files.createDirectory(files.getPath(folder));
      for (String file : FILES) {
        add(home.resolve(file), root.resolve(file));
      }
      addTree(home.resolve("docs"), root.resolve("docs"));
      addSurroundings(root);
      Path lib = Files.createDirectory(root.resolve("lib"));
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        if (!name.startsWith(TORNADO)) {
          add(jar, lib.resolve(name));
        }
      }
      permit(Files.writeString(root.resolve("revision"), revision + "\n"), false);
      if (runtime.isPresent()) {
        addTree(runtime.get(), root.resolve("runtime"));
      }
    }
    Files.move(beside, zip, StandardCopyOption.REPLACE_EXISTING);
  }

  private void addSurroundings(Path root) throws IOException {
    Path into = Files.createDirectory(root.resolve(".mvn"));
    try (Stream<Path> all = Files.list(home.resolve(".mvn"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        add(file, into.resolve(file.getFileName().toString()));
      }
    }
  }

  /** Adds a folder with all that is in it, links as what they name. */
  private static void addTree(Path folder, Path into) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (Path path : all.toList()) {
        Path relative = folder.relativize(path);
        if (LEFT_OUT.contains(relative.getName(0).toString())) {
          continue;
        }
        Path target = into.resolve(relative.toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          add(path, target);
        }
      }
    }
  }

  private static void add(Path file, Path into) throws IOException {
    Files.copy(file, into);
    permit(into, Files.isExecutable(file));
  }

  /** Whoever unpacks it, all may read it, and run what is a program. */
  private static void permit(Path file, boolean program) throws IOException {
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }
}
