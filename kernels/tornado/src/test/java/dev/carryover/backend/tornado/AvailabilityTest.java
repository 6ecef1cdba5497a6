package dev.carryover.backend.tornado;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carryover.backend.Availability;
import dev.carryover.backend.Backend;
import dev.carryover.backend.Backends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class AvailabilityTest {

  private static Availability withProperty(String name, String value) {
    String before = System.setProperty(name, value);
    try {
      return new TornadoBackend().availability();
    } finally {
      System.setProperty(name, before);
    }
  }

  @Test
  void theBackendIsFoundByName() {
    assertThat(Backends.all()).extracting(Backend::name).contains("tornado");
  }

  @Test
  void withoutTheRuntimesFlagsItSaysHowToGetThem() {
    String name = "tornado.load.runtime.implementation";
    String before = System.clearProperty(name);
    try {
      assertThat(new TornadoBackend().availability())
          .isInstanceOfSatisfying(
              Availability.Unavailable.class,
              unavailable -> {
                assertThat(unavailable.reason()).contains("without a TornadoVM SDK's flags");
                assertThat(unavailable.remedy()).contains("./tornado-env.sh doctor");
              });
    } finally {
      System.setProperty(name, before);
    }
  }

  /** In a JVM of its own, because TornadoVM looks for drivers once. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutADriverItSaysSoAndPrintsNothingElse() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getenv("TORNADO_JVM_FLAGS").split(" ")));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Probe.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OCL_ICD_VENDORS", "/nonexistent");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    String expected =
        "TornadoVM finds no OpenCL driver; install a driver: the graphics card vendor's, or for the"
            + " processor the Debian package pocl-opencl-icd; ./tornado-env.sh doctor says what is"
            + " there";
    assertThat(output.lines()).containsExactly(expected, expected);
  }

  /** Prints twice why the backend is unavailable: the second time TornadoVM fails otherwise. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        switch (new TornadoBackend().availability()) {
          case Availability.Ready ready -> System.out.println(ready);
          case Availability.Unavailable(String reason, String remedy) ->
              System.out.println(reason + "; " + remedy);
        }
      }
    }
  }

  @Test
  void whereTornadoWouldFallBackSilentlyItIsNotReady() {
    assertThat(withProperty("tornado.recover.bailout", "True"))
        .isInstanceOfSatisfying(
            Availability.Unavailable.class,
            unavailable ->
                assertThat(unavailable.reason()).contains("-Dtornado.recover.bailout=False"));
  }
}
