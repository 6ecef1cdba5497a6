package dev.carryover.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The interpreter that PYTHON names, else {@code python3}.
 *
 * @param folder where what it says is kept
 */
record Python(Path folder) {
  private static final int MINUTES = 3;

  /** Whether it is there and has the given modules. */
  boolean imports(String... modules) throws InterruptedException {
    try {
      return execute("import " + String.join(", ", modules), folder) == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** Runs a script in a folder, which must succeed, and returns what it said. */
  String succeeds(String script, Path in) throws IOException, InterruptedException {
    int status = execute(script, in);
    assertThat(status).as(() -> script + "\n" + said()).isZero();
    return said();
  }

  private int execute(String script, Path in) throws IOException, InterruptedException {
    String interpreter = Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
    Process process =
        new ProcessBuilder(interpreter, "-c", script)
            .directory(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends").isTrue();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }

  private Path log() {
    return folder.resolve("python.log");
  }

  private String said() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
