package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carryover.experiments.record.FolderClaim;
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
    return ended(Jvm.command(List.of(), arguments), folder.resolve("out.txt"));
  }

  private Ended ended(List<String> command, Path out) throws IOException, InterruptedException {
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
        Files.isRegularFile(out) ? Files.readString(out, StandardCharsets.UTF_8) : "",
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
        ended(
            Jvm.command(
                List.of("-Xmx96m"),
                "heldout",
                "--data",
                data.toString(),
                "--backend",
                "ejml",
                "--replicas",
                "20000",
                "--quiet"),
            folder.resolve("out.txt"));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("out of memory (Java heap space): the JVM may use 96 MiB; fewer --replicas");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() throws Exception {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Ended ended = ended(Jvm.command(List.of(), "data", "list"), full);
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("standard output: could not be written");
  }

  /** A limit on the size of files stands for a disk that fills up, which only root can make. */
  @Test
  void aFileThatCannotBeWrittenEndsWithOneLineThatSaysWhy() throws Exception {
    Path run = folder.resolve("run");
    Path data = SmallDigits.write(folder.resolve("data"));
    List<String> limited = new ArrayList<>(List.of("bash", "-c", "ulimit -f 16; exec \"$@\"", "-"));
    limited.addAll(
        Jvm.command(
            List.of("-XX:-UsePerfData"),
            "pretrain",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "1",
            "--protocol",
            "published",
            "--quiet",
            "--out",
            run.toString()));
    Ended ended = ended(limited, folder.resolve("out.txt"));
    Path weights = run.resolve("weights/published-autoencoder-0.safetensors");
    assertThat(ended.err())
        .isEqualToIgnoringNewLines(weights + ": could not be written: File too large");
    assertThat(ended.status()).isEqualTo(1);
    assertThat(weights.getParent()).isEmptyDirectory();
    assertThat(Files.readString(run.resolve("run.json"))).endsWith("}\n");
  }

  @Test
  void aFolderThatAnotherRunHasClaimedIsRefused() throws Exception {
    Path run = folder.resolve("run");
    Path data = SmallDigits.write(folder.resolve("data"));
    try (FolderClaim ours = FolderClaim.of(run)) {
      Ended ended =
          carryover(
              "heldout",
              "--data",
              data.toString(),
              "--backend",
              "ejml",
              "--epochs",
              "1",
              "--out",
              ours.folder().path().toString());
      assertThat(ended.err())
          .isEqualToIgnoringNewLines(
              "--out: expected a folder of its own, found another run writing to " + run);
      assertThat(ended.status()).isEqualTo(2);
    }
  }
}
