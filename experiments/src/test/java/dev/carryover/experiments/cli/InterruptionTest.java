package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is told to end before its time, as Ctrl-C does it. */
class InterruptionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void whatWasRecordedIsKeptAndCanBeDrawn() throws Exception {
    Path run = folder.resolve("run");
    Path data = SmallDigits.write(folder.resolve("data"));
    Path err = folder.resolve("err.txt");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Carryover.class.getName(),
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
        .startsWith("interrupted in published, autoencoder after epoch ")
        .contains("what was recorded is kept: ./carryover report " + run);
    assertThat(Files.readString(run.resolve("history.csv"))).endsWith("\n").contains(",loss,");

    Outcome drawn = Outcome.of("report", run.toString());
    assertThat(drawn.status()).as(drawn.err()).isZero();
    assertThat(Files.readString(run.resolve("report.html"))).contains("This run did not finish");
    assertThat(run.resolve("figures/published-mre-autoencoder.svg")).isNotEmptyFile();
  }

  /** The second record: by then epochs have been trained. */
  private static void awaitRecord(Process process, Path history) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(history) || !Files.readString(history).contains(",loss,")) {
      assertThat(process.isAlive()).isTrue();
      assertThat(Instant.now()).isBefore(end);
      Thread.sleep(50);
    }
  }
}
