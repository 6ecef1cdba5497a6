package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is told to end before its time, as Ctrl-C does it. */
class InterruptionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @TempDir Path folder;

  @Test
  void whatWasRecordedIsKeptAndCanBeDrawn() throws Exception {
    Path run = folder.resolve("run");
    Path data = SmallDigits.write(folder.resolve("data"));
    Path err = folder.resolve("err.txt");
    List<String> command =
        Jvm.command(
            List.of(),
            "reproduce",
            "--data",
            data.toString(),
            "--backend",
            "ejml",
            "--epochs",
            "1000000",
            "--quiet",
            "--out",
            run.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      awaitRecord(process, run.resolve("history.csv"));
      process.destroy();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isNotZero();
    assertThat(Files.readString(err))
        .startsWith("interrupted") // after an epoch, or in one that takes long
        .contains("./carryover resume " + run + " goes on");
    assertThat(Files.readString(run.resolve("history.csv"))).endsWith("\n").contains(",loss,");

    Outcome drawn = Outcome.of("report", run.toString());
    assertThat(drawn.status()).as(drawn.err()).isZero();
    assertThat(Files.readString(run.resolve("report.html"))).contains("This run did not finish");
    assertThat(run.resolve("figures/published.autoencoder.error.svg")).isNotEmptyFile();
  }

  /**
   * Where the process is when it is told to end, so long after its first class was loaded: a JVM
   * that is told to while it still makes its own modules ready may end with status 1, and nothing
   * of the program's can help it. On an idle machine it takes less than a second; the test allows
   * for one that is not.
   */
  @ParameterizedTest
  @CsvSource({
    "0,starting",
    "400,reading and drawing digits",
    "1500,before or in an epoch of minutes"
  })
  void itEndsAtOnceAtAnyMoment(long millis, String moment) throws Exception {
    Path run = folder.resolve("run");
    Path err = folder.resolve("err.txt");
    Path classes = folder.resolve("classes.txt");
    Process process =
        new ProcessBuilder(
                Jvm.command(
                    List.of("-Xmx1g", "-Xlog:class+load:file=" + classes),
                    "pretrain",
                    "--data",
                    "synthetic",
                    "--backend",
                    "ejml",
                    "--replicas",
                    "40",
                    "--epochs",
                    "1",
                    "--quiet",
                    "--out",
                    run.toString()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    try {
      awaitThat(
          process,
          () ->
              Files.exists(classes)
                  && Files.readString(classes).contains(Carryover.class.getName()));
      if (moment.endsWith("minutes")) {
        awaitThat(process, () -> Files.exists(run.resolve("run.json")));
      }
      Thread.sleep(millis);
      assertThat(process.isAlive()).as(moment).isTrue();
      long asked = System.nanoTime();
      assertThat(new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor()).isZero();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).as(moment).isLessThan(AT_ONCE);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(130);
    if (Files.exists(run.resolve("run.json"))) {
      assertThat(Files.readString(err).strip())
          .isEqualTo("interrupted; ./carryover resume " + run + " goes on");
    }
  }

  /** The second record: by then epochs have been trained. */
  private static void awaitRecord(Process process, Path history) throws Exception {
    awaitThat(process, () -> Files.exists(history) && Files.readString(history).contains(",loss,"));
  }

  private static void awaitThat(Process process, Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(process.isAlive()).isTrue();
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }
}
