package dev.carryover.experiments.cli;

import dev.carryover.data.Excerpt;
import dev.carryover.experiments.distribution.Assembly;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "package",
    description =
        "Writes this program as a zip that runs wherever a JDK 25 is, or with a Java runtime of its"
            + " own on machines of this kind; or as the one jar that spark-submit takes.")
final class PackageCommand implements Runnable {
  /** Where the launcher says that it lies. */
  static final String HOME = "carryover.home";

  private static final String SPARK = "spark";

  @Option(
      names = "--runtime",
      description =
          "With a Java runtime of its own, for this operating system and processor; and a Dockerfile"
              + " beside it.")
  private boolean withRuntime;

  @Option(
      names = "--for",
      paramLabel = SPARK,
      description =
          "spark: instead of a zip carryover-spark.jar, which holds all that Spark's machines need"
              + " to run experiments (docs/cluster.md).")
  private @Nullable String cluster;

  @Option(
      names = "--out",
      defaultValue = "build/package",
      paramLabel = "DIR",
      description = "Where the zip or jar goes (default build/package).")
  private Path out = Path.of("");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    try {
      Path written = cluster == null ? zip() : assembly(cluster);
      spec.commandLine().getOut().println(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the jar for a cluster and returns where it is. */
  private Path assembly(String cluster) throws IOException {
    if (!cluster.equals(SPARK)) {
      throw new UsageException("--for: expected spark, found " + Excerpt.of(cluster));
    }
    if (withRuntime) {
      throw new UsageException(
          "--runtime: expected without --for, found both: a cluster's machines have their own Java");
    }
    Assembly assembly =
        Assembly.on(System.getProperty("java.class.path"))
            .orElseThrow(() ->
                new UsageException(
                    "--for: expected carryover-spark.jar on the class path for spark, found none; in"
                        + " a checkout ./carryover builds it"));
    Files.createDirectories(out);
    return assembly.write(out, Map.of(Provenance.REVISION, Provenance.revisionHere()));
  }

  /** Writes the zip and returns where it is. */
  private Path zip() throws IOException {
    Path home = Path.of(System.getProperty(HOME, ""));
    if (!Files.isRegularFile(home.resolve("carryover"))) {
      throw new UsageException(
          "package: expected to be started by the launcher ./carryover, found none at '%s'"
              .formatted(home));
    }
    Files.createDirectories(out);
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
