package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A small run with its report: both protocols, two replicas, on digits in a folder whose name is an
 * attack on the page.
 *
 * @param folder the run's
 * @param console what the command said
 */
record DrawnRun(Path folder, String console) {
  static final String EVIL = "<img src=x onerror=console.error(1)>&\"';";

  /** Runs it in a folder that is there. */
  static DrawnRun in(Path parent) throws IOException {
    Path run = parent.resolve("run");
    Path data = SmallDigits.write(parent.resolve(EVIL));
    Outcome outcome =
        Outcome.of(
            "reproduce",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--replicas",
            "2",
            "--epochs",
            "2",
            "--out",
            run.toString());
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return new DrawnRun(run, outcome.out());
  }

  /** What the report needs, in another folder: no report, no figures, no data. */
  DrawnRun copiedWithoutReport(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith("figures") && !name.equals("report.html")) {
          Files.copy(file, target.resolve(name));
        }
      }
    }
    return new DrawnRun(target, "");
  }

  /** Draws the report again. */
  Outcome draw() {
    return Outcome.of("report", folder.toString());
  }

  String html() throws IOException {
    return Files.readString(folder.resolve("report.html"));
  }

  String json() throws IOException {
    return Files.readString(folder.resolve("run.json"));
  }

  void writeJson(String json) throws IOException {
    Files.writeString(folder.resolve("run.json"), json);
  }
}
