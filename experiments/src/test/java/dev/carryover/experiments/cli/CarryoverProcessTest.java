package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    return carryover(List.of(), arguments);
  }

  private Ended carryover(List<String> jvm, String... arguments)
      throws IOException, InterruptedException {
    return run(command(jvm, arguments), folder.resolve("out.txt"));
  }

  private static List<String> command(List<String> jvm, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Carryover.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }

  private Ended run(List<String> command, Path out) throws IOException, InterruptedException {
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
    Path run = folder.resolve("here").resolve(ended.out().lines().toList().getLast());
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
    Ended ended = run(command(List.of(), "--help"), Path.of("/dev/full"));
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
