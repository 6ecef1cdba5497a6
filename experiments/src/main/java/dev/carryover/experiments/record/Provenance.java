package dev.carryover.experiments.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run ran on and how it was asked for.
 *
 * @param version Carryover's version
 * @param revision the git revision that the launcher saw, with {@code -dirty} where files were
 *     changed
 * @param started when the run began
 * @param jdk vendor and version
 * @param os name, version and architecture
 * @param cpu the processor's name
 * @param processors how many of it the JVM may use
 * @param seed the root seed
 * @param commandLine what the user typed
 */
public record Provenance(
    String version,
    String revision,
    Instant started,
    String jdk,
    String os,
    String cpu,
    int processors,
    long seed,
    List<String> commandLine) {

  /** The resource of a packed program that holds its revision. */
  public static final String REVISION = "META-INF/carryover-revision";

  /** This program's version and revision. */
  public static String program() {
    return versionHere() + " " + revisionHere();
  }

  private static String versionHere() {
    String version = Provenance.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** The revision of this program's sources, as the launcher found it or the packed program has. */
  public static String revisionHere() {
    String found = System.getProperty("carryover.revision");
    return found == null ? packedRevision() : found;
  }

  private static String packedRevision() {
    try (InputStream in = Provenance.class.getResourceAsStream("/" + REVISION)) {
      return in == null ? "unknown" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This process's provenance. */
  public static Provenance here(
      Instant started, long seed, List<String> commandLine, Map<String, String> environment) {
    return new Provenance(
        versionHere(),
        revisionHere(),
        started,
        System.getProperty("java.vm.vendor") + " " + System.getProperty("java.runtime.version"),
        String.join(
            " ",
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch")),
        cpu(environment),
        Runtime.getRuntime().availableProcessors(),
        seed,
        List.copyOf(commandLine));
  }

  /** As Linux names it, else as Windows does, else the architecture. */
  private static String cpu(Map<String, String> environment) {
    Path information = Path.of("/proc/cpuinfo");
    if (Files.isReadable(information)) {
      try (Stream<String> lines = Files.lines(information)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return environment.getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch"));
  }
}
