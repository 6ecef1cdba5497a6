package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carryover.experiments.record.FolderClaim;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as users run it, in a process of its own with no locale set. */
class CarryoverProcessTest {
  private static final String FOREIGN_DIGIT = "[\\p{Nd}&&[^0-9]]";

  @TempDir Path folder;

  private record Ended(int status, String out, String err) {}

  private Ended carryover(String... arguments) throws IOException, InterruptedException {
    return ended(Jvm.command(List.of(), arguments), folder.resolve("out.txt"));
  }

  private Ended carryover(List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    return ended(Jvm.command(jvm, arguments), folder.resolve("out.txt"));
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

  /** What a run says last is where its report is. */
  private static Path runFolder(Ended ended) {
    Path report = Path.of(ended.out().lines().toList().getLast());
    assertThat(report).hasFileName("report.html");
    return Objects.requireNonNull(report.getParent());
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
    Path run = runFolder(ended);
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
  void aLocaleWithDigitsOfItsOwnChangesNothing() throws Exception {
    List<String> arabic = List.of("-Duser.language=ar", "-Duser.country=EG");
    Path data = SmallDigits.write(folder.resolve("data"));
    Ended ended =
        carryover(
            arabic,
            "heldout",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "1",
            "--quiet");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out()).doesNotContainPattern(FOREIGN_DIGIT);
    Path run = folder.resolve("here").resolve(runFolder(ended));
    assertThat(run.getFileName().toString()).matches("[0-9]{8}-[0-9]{6}-heldout");
    Ended drawn = carryover(arabic, "report", run.toString());
    assertThat(drawn.status()).as(drawn.err()).isZero();
    try (Stream<Path> files = Files.walk(run)) {
      for (Path file : files.filter(file -> isText(file.toString())).toList()) {
        assertThat(file.toString()).doesNotContainPattern(FOREIGN_DIGIT);
        assertThat(file).content(StandardCharsets.UTF_8).doesNotContainPattern(FOREIGN_DIGIT);
      }
    }
  }

  private static boolean isText(String file) {
    return Stream.of(".json", ".csv", ".html", ".svg").anyMatch(file::endsWith);
  }

  @Test
  void anArgumentThatTheJvmCannotDecodeIsRefused() throws Exception {
    Ended ended = carryover("heldout", "--data", "synthetic", "--out", "a\u00e4o");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .contains("the character set of this process", "start with ./carryover");
    assertThat(folder.resolve("here")).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void resultsThatCannotBeWrittenAreAFailure() throws Exception {
    Ended ended = ended(Jvm.command(List.of(), "--help"), Path.of("/dev/full"));
    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.err()).startsWith("standard output: could not be written").hasLineCount(1);
  }

  @Test
  void whyTheLauncherRefusedATornadoVmSdkIsSaid() throws Exception {
    assumeThat(OptionalBackend.absence()).as("a build without TornadoVM").isPresent();
    List<String> refused =
        List.of("-Dcarryover.tornado.refused=expected TornadoVM 1, found 2; do this");
    assertThat(carryover(refused, "backends").out())
        .containsPattern("(?m)^tornado +not ready +expected TornadoVM 1, found 2; do this$");
    Ended ended = carryover(refused, "heldout", "--backend", "tornado");
    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.err().lines())
        .containsExactly("backend tornado is not ready: expected TornadoVM 1, found 2; do this");
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefusedBeforeAnythingIsTrained() throws Exception {
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
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err().lines())
        .singleElement()
        .asString()
        .startsWith("--replicas: expected as many as memory holds, found 20000, which need about");
    assertThat(folder.resolve("here")).isEmptyDirectory();
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
