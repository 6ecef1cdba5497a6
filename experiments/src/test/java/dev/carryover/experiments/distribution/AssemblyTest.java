package dev.carryover.experiments.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
  @TempDir Path folder;

  private Path jar = Path.of("");

  @BeforeEach
  void aJar() throws IOException {
    jar = folder.resolve("carryover-spark.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("A.class"));
      out.write(1);
    }
  }

  @Test
  void itIsFoundOnAClassPathByItsName() throws IOException {
    Path other = folder.resolve("other-carryover-spark.jar");
    Files.copy(jar, other);
    assertThat(Assembly.on(other + File.pathSeparator + jar)).contains(new Assembly(jar));
    assertThat(Assembly.on(other.toString())).isEmpty();
    assertThat(Assembly.on(folder.resolve("none/carryover-spark.jar").toString())).isEmpty();
  }

  @Test
  void itsCopyHoldsWhatIsAddedAndReplacesAnOlderOne() throws IOException {
    Path out = Files.createDirectory(folder.resolve("out"));
    new Assembly(jar).write(out, Map.of("META-INF/revision", "old"));
    Path copy = new Assembly(jar).write(out, Map.of("META-INF/revision", "new"));
    assertThat(out).isDirectoryContaining(copy::equals).isDirectoryNotContaining("glob:**.part");
    try (JarFile files = new JarFile(copy.toFile())) {
      assertThat(content(files, "A.class")).isEqualTo("\u0001");
      assertThat(content(files, "META-INF/revision")).isEqualTo("new");
    }
    try (JarFile files = new JarFile(jar.toFile())) {
      assertThat(files.getJarEntry("META-INF/revision")).isNull();
    }
  }

  private static String content(JarFile jar, String name) throws IOException {
    JarEntry entry = jar.getJarEntry(name);
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
