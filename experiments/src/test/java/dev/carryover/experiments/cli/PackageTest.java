package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program packed by a process that has what module cluster builds on its class path. */
class PackageTest {
  @TempDir Path folder;

  @Test
  void whatIsPackedForSparkKnowsItsRevision() throws Exception {
    Path built = folder.resolve("carryover-spark.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(built))) {
      out.putNextEntry(new ZipEntry("a"));
    }
    Path packed = pack(built, "packed", List.of("-Dcarryover.revision=abc"));
    assertThat(revision(packed)).isEqualTo("abc");
    assertThat(revision(pack(packed, "again", List.of()))).isEqualTo("abc");
  }

  /** Packs with an assembly on the class path, and returns where it says that its copy is. */
  private Path pack(Path assembly, String name, List<String> jvm) throws Exception {
    Path out = folder.resolve(name);
    List<String> command = Jvm.command(jvm, "package", "--for=spark", "--out", out.toString());
    String classPath = System.getProperty("java.class.path");
    command.replaceAll(
        word -> word.equals(classPath) ? classPath + File.pathSeparator + assembly : word);
    Path said = folder.resolve("said");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    assertThat(status).as(Files.readString(said)).isZero();
    return Path.of(Files.readString(said).strip());
  }

  private static String revision(Path jar) throws IOException {
    try (JarFile files = new JarFile(jar.toFile())) {
      return new String(
          files.getInputStream(files.getEntry("META-INF/carryover-revision")).readAllBytes(),
          StandardCharsets.UTF_8);
    }
  }
}
