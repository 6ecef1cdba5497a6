package dev.carryover.cluster;

import dev.carryover.data.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What runs have come to, for comparison. */
final class Results {
  private static final List<String> NO_RESULTS = List.of("run.json", "report.html");

  private Results() {}

  /** All files of a run's folder that hold results, times apart. */
  static Map<String, String> of(Path run) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = run.relativize(file).toString();
        if (!NO_RESULTS.contains(name) && !name.startsWith(".") && !name.startsWith("figures")) {
          byte[] bytes = Files.readAllBytes(file);
          contents.put(
              name,
              name.endsWith(".json")
                  ? withoutTimes(new String(bytes, StandardCharsets.UTF_8))
                  : Sha256.of(bytes));
        }
      }
    }
    return contents;
  }

  /** A job's record without what it took. */
  static String withoutTimes(String json) {
    return json.replaceAll("\"(\\w+Seconds|seconds)\" *: *[-0-9.eE]+", "");
  }
}
