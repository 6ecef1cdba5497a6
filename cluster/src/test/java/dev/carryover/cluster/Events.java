package dev.carryover.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Spark says of an application's tasks.
 *
 * @param folder that Spark writes to
 */
record Events(Path folder) {
  /** Those of an application to come. */
  static Events in(Path folder) throws IOException {
    return new Events(Files.createDirectories(folder));
  }

  /** The options of a run on Spark that writes them. */
  String[] options() {
    return new String[] {
      "--conf", "spark.eventLog.enabled=true",
      "--conf", "spark.eventLog.compress=false",
      "--conf", "spark.eventLog.dir=file://" + folder
    };
  }

  /** How many tasks have ended for a reason. */
  long ends(String reason) throws IOException {
    return ends().stream().filter(end -> end.contains("\"Reason\":\"" + reason + "\"")).count();
  }

  private List<String> ends() throws IOException {
    List<String> ends = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.filter(line -> line.contains("\"SparkListenerTaskEnd\"")).forEach(ends::add);
        }
      }
    }
    return ends;
  }
}
