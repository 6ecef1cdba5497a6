package dev.carryover.experiments.cli;

import dev.carryover.experiments.distribution.Distribution;
import dev.carryover.experiments.distribution.RuntimeImage;
import dev.carryover.experiments.record.Provenance;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "package",
    description =
        "Writes this program as a zip that runs wherever a JDK 25 is, or with a Java runtime of its"
            + " own on machines of this kind.")
final class PackageCommand implements Runnable {
  /** Where the launcher says that it lies. */
  static final String HOME = "carryover.home";

  @Option(
      names = "--runtime",
      description =
          "With a Java runtime of its own, for this operating system and processor; and a Dockerfile"
              + " beside it.")
  private boolean withRuntime;

  @Option(
      names = "--out",
      defaultValue = "build/package",
      paramLabel = "DIR",
      description = "Where the zip goes (default build/package).")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    Path home = Path.of(System.getProperty(HOME, ""));
    if (!Files.isRegularFile(home.resolve("carryover"))) {
      throw new UsageException(
          "package: expected to be started by the launcher ./carryover, found none at '%s'"
              .formatted(home));
    }
    try {
      Files.createDirectories(out);
      spec.commandLine().getOut().println(written(home));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the zip and returns where it is. */
  private Path written(Path home) throws IOException {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .sorted()
            .toList();
    String name = "carryover-" + Carryover.VERSION;
    String revision = Provenance.revisionHere();
    if (!withRuntime) {
      Path zip = out.resolve(name + ".zip");
      new Distribution(home, jars, revision, Optional.empty()).write(zip, name);
      return zip;
    }
    Path zip = out.resolve("%s-%s.zip".formatted(name, machine()));
    Path temporary = Files.createTempDirectory(out, ".runtime");
    try {
      Path runtime = temporary.resolve("runtime");
      RuntimeImage.write(runtime);
      new Distribution(home, jars, revision, Optional.of(runtime)).write(zip, name);
    } finally {
      remove(temporary);
    }
    Files.copy(
        home.resolve("Dockerfile"), out.resolve("Dockerfile"), StandardCopyOption.REPLACE_EXISTING);
    return zip;
  }

  /** The kind of machine, for example {@code linux-amd64}. */
  private static String machine() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(" ", "");
    return system + "-" + System.getProperty("os.arch");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
