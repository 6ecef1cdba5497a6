package dev.carryover.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VectorBackendTest {

  /** What {@link #withoutItsModuleItSaysWhatToDo} runs in a JVM of its own. */
  static final class Availabilities {
    private Availabilities() {}

    public static void main(String[] args) {
      System.out.println(new VectorBackend().availability());
    }
  }

  @Test
  void itIsFoundByName() {
    assertThat(Backends.all()).extracting(Backend::name).contains("vector");
  }

  @Test
  void itsDeviceTellsThreadsAndVectorLength() {
    assertThat(new VectorBackend(3).availability())
        .isInstanceOfSatisfying(
            Availability.Ready.class,
            ready ->
                assertThat(ready.devices().getFirst().details())
                    .isEqualTo("3 threads, vectors of %d bits", 32 * Tile.LANES));
  }

  @Test
  void withoutItsModuleItSaysWhatToDo() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Availabilities.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .startsWith("Unavailable")
        .contains("start Java with --add-modules jdk.incubator.vector");
  }
}
