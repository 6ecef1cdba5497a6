package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as users run it, in a process of its own with no locale set. */
class CarryoverProcessTest {
  @TempDir Path folder;

  private record Ended(int status, String out, String err) {}

  private Ended carryover(String... arguments) throws IOException, InterruptedException {
    return carryover(List.of(), arguments);
  }

  private Ended carryover(List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Carryover.class.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder.resolve("here")).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C");
    int status = builder.start().waitFor();
    return new Ended(
        status,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void aRunIsAFolderUnderRunsAndItsTablesAreWhole() throws Exception {
    Path data = SmallDigits.write(folder.resolve("data"));
    Ended ended =
        carryover(
            "heldout", "--data", data.toString(), "--backend", "ejml", "--epochs", "1", "--quiet");
    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
    assertThat(ended.out()).contains("mean reconstruction error ± σ").contains("────");
    Path run = Path.of(ended.out().lines().toList().getLast());
    assertThat(run.toString()).matches("runs/\\d{8}-\\d{6}-heldout");
    assertThat(folder.resolve("here").resolve(run).resolve("run.json")).isNotEmptyFile();
  }

  @Test
  void itsExitStatusIsTheProcesss() throws Exception {
    Ended ended = carryover("reproduce", "--backend", "ejml:7");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("backend ejml has no device 7");
    assertThat(folder.resolve("here")).isEmptyDirectory();
  }

  @Test
  void whatDoesNotFitIntoMemoryEndsWithOneLine() throws Exception {
    Path data = SmallDigits.write(folder.resolve("data"));
    Ended ended =
        carryover(
            List.of("-Xmx96m"),
            "heldout",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--replicas",
            "20000",
            "--quiet");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("out of memory (Java heap space): the JVM may use 96 MiB; fewer --replicas");
  }
}
