package dev.carryover.experiments.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  @TempDir Path folder;

  private Path home = Path.of("");
  private List<Path> jars = List.of();

  @BeforeEach
  void aCheckout() throws IOException {
    home = folder.resolve("home");
    for (String file :
        List.of(
            "Dockerfile",
            "LICENSE",
            "README.md",
            "docs/guide.md",
            "docs/results/run.json",
            "docs/experiments/a.yaml",
            ".mvn/home.sh",
            ".mvn/java.options",
            ".mvn/wrapper/maven-wrapper.properties",
            "pom.xml",
            "jars/a.jar",
            "jars/carryover-tornado-1.jar")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.writeString(home.resolve(file), file);
    }
    Files.writeString(home.resolve("carryover"), "the launcher");
    executable(home.resolve("carryover"));
    jars = List.of(home.resolve("jars/a.jar"), home.resolve("jars/carryover-tornado-1.jar"));
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** The files of a zip with their permissions. */
  private static Map<String, String> files(Path zip) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (FileSystem system =
            FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
        Stream<Path> all = Files.walk(system.getPath("/"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            file.toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return files;
  }

  @Test
  void aZipHoldsWhatRunsAndWhatIsRead() throws IOException {
    Path zip = folder.resolve("a.zip");
    Files.writeString(zip, "an older one");
    new Distribution(home, jars, "abc", Optional.empty()).write(zip, "carryover-1");
    assertThat(files(zip))
        .isEqualTo(
            Map.of(
                "/carryover-1/carryover", "rwxr-xr-x",
                "/carryover-1/Dockerfile", "rw-r--r--",
                "/carryover-1/LICENSE", "rw-r--r--",
                "/carryover-1/README.md", "rw-r--r--",
                "/carryover-1/docs/guide.md", "rw-r--r--",
                "/carryover-1/docs/experiments/a.yaml", "rw-r--r--",
                "/carryover-1/.mvn/home.sh", "rw-r--r--",
                "/carryover-1/.mvn/java.options", "rw-r--r--",
                "/carryover-1/lib/a.jar", "rw-r--r--",
                "/carryover-1/revision", "rw-r--r--"));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(home, zip);
    }
  }

  @Test
  void aRuntimeComesWithItsProgramsAndWhatItsLinksName() throws IOException {
    Path runtime = folder.resolve("runtime");
    Files.createDirectories(runtime.resolve("bin"));
    Files.writeString(runtime.resolve("bin/java"), "java");
    executable(runtime.resolve("bin/java"));
    Files.createSymbolicLink(runtime.resolve("NOTICE"), Path.of("bin/java"));
    Path zip = folder.resolve("a.zip");
    new Distribution(home, jars, "abc", Optional.of(runtime)).write(zip, "c");
    assertThat(files(zip))
        .containsEntry("/c/runtime/bin/java", "rwxr-xr-x")
        .containsKey("/c/runtime/NOTICE")
        .hasSize(12);
  }
}
